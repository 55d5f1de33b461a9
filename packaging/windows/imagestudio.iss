; The installer, with Inno Setup 6.3 or later. packaging/windows/build.ps1 calls
;   iscc /DVersion=X.Y.Z [/DSign "/Ssigntool=…"] packaging\windows\imagestudio.iss
; For this person only unless another is chosen: no administrator is needed.
#ifndef Version
  #error Version must be given: /DVersion=…
#endif
#define Root AddBackslash(SourcePath) + "..\.."
; Versions of ours are three numbers, as VersionInfoVersion wants them.

[Setup]
; Says to Windows which program it is; never to be changed.
AppId={{6D0B9B1E-6C0C-4C8B-9E59-6B8F3C6B5D21}
AppName=Image Studio
AppVersion={#Version}
AppVerName=Image Studio {#Version}
AppPublisher=Image Studio contributors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Image Studio
DefaultGroupName=Image Studio
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Qt 6.11 needs Windows 10 1809
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\.packaging\icons\imagestudio.ico
UninstallDisplayIcon={app}\Image Studio.exe
UninstallDisplayName=Image Studio
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
OutputDir={#Root}\dist
OutputBaseFilename=ImageStudio-{#Version}-setup
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
RestartApplications=no
#ifdef Sign
SignTool=signtool
SignedUninstaller=yes
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "Add the command &imagestudio to the PATH"; Flags: unchecked

[InstallDelete]
; What an older release brought and this one does not must not be found by Python.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\.packaging\windows\frozen\Image Studio\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "{#Root}\LICENSE"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#Root}\CHANGELOG.md"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
; The same identity as the window's (SetCurrentProcessExplicitAppUserModelID), so that they share a button in the task bar.
Name: "{autoprograms}\Image Studio"; Filename: "{app}\Image Studio.exe"; AppUserModelID: "imagestudio.ImageStudio"
Name: "{autodesktop}\Image Studio"; Filename: "{app}\Image Studio.exe"; AppUserModelID: "imagestudio.ImageStudio"; Tasks: desktopicon

[Registry]
; imagestudio://generate?prompt=… fills the editor. After -- nothing is taken for an option.
Root: HKA; Subkey: "Software\Classes\imagestudio"; ValueType: string; ValueName: ""; ValueData: "URL:Image Studio"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\imagestudio"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\imagestudio\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\Image Studio.exe,0"
Root: HKA; Subkey: "Software\Classes\imagestudio\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\Image Studio.exe"" -- ""%1"""
; Offered by "Open with" for pictures; it takes nobody's place as the default.
Root: HKA; Subkey: "Software\Classes\ImageStudio.Picture"; ValueType: string; ValueName: ""; ValueData: "Picture"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\ImageStudio.Picture\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\Image Studio.exe"" -- ""%1"""
Root: HKA; Subkey: "Software\Classes\.png\OpenWithProgids"; ValueType: string; ValueName: "ImageStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.jpg\OpenWithProgids"; ValueType: string; ValueName: "ImageStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.jpeg\OpenWithProgids"; ValueType: string; ValueName: "ImageStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.webp\OpenWithProgids"; ValueType: string; ValueName: "ImageStudio.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\ImageStudio.Zip"; ValueType: string; ValueName: ""; ValueData: "ZIP with pictures"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\ImageStudio.Zip\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\Image Studio.exe"" -- ""%1"""
Root: HKA; Subkey: "Software\Classes\.zip\OpenWithProgids"; ValueType: string; ValueName: "ImageStudio.Zip"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\Image Studio.exe"; Description: "{cm:LaunchProgram,Image Studio}"; Flags: nowait postinstall skipifsilent

[Code]
function PathRoot: Integer;
begin
  if IsAdminInstallMode then Result := HKEY_LOCAL_MACHINE else Result := HKEY_CURRENT_USER;
end;

function PathKey: String;
begin
  if IsAdminInstallMode then
    Result := 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

{ The PATH without our folder. }
function PathWithout(Path, Folder: String): String;
begin
  Result := ';' + Path + ';';
  StringChangeEx(Result, ';' + Folder + ';', ';', True);
  while (Length(Result) > 0) and (Result[1] = ';') do Delete(Result, 1, 1);
  while (Length(Result) > 0) and (Result[Length(Result)] = ';') do Delete(Result, Length(Result), 1);
end;

procedure ChangePath(Add: Boolean);
var
  Before, After: String;
begin
  if not RegQueryStringValue(PathRoot, PathKey, 'Path', Before) then Before := '';
  After := PathWithout(Before, ExpandConstant('{app}'));
  if Add then
  begin
    if After <> '' then After := After + ';';
    After := After + ExpandConstant('{app}');
  end;
  if After <> Before then RegWriteExpandStringValue(PathRoot, PathKey, 'Path', After);
end;

procedure CurStepChanged(CurStep: TSetupStep);
begin
  if CurStep = ssPostInstall then ChangePath(WizardIsTaskSelected('path'));
end;

{ Library, settings and the key in the Credential Manager are the person's and stay. }
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if CurUninstallStep = usUninstall then ChangePath(False);
end;
