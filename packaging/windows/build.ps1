# Makes dist\ImageStudio-VERSION-setup.exe and a portable ZIP from this checkout, on Windows 10 or later (x64):
#   powershell -File packaging\windows\build.ps1
# Needs Python 3.11 or later and Inno Setup 6.3 or later. Signs where SIGN_COMMAND says how, with $f for the file, as
#   signtool sign /fd SHA256 /tr <time stamp server> /td SHA256 /a $f
# Not built or tried on a machine of this project.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location (Join-Path $PSScriptRoot '..\..')

function Check { if ($LASTEXITCODE -ne 0) { throw "The last command ended with $LASTEXITCODE." } }

function Sign([string] $file) {
    if (-not $env:SIGN_COMMAND) { return }
    cmd /c ($env:SIGN_COMMAND.Replace('$f', "`"$file`""))
    Check
}

$venv = '.packaging\build'
$python = "$venv\Scripts\python.exe"
if (-not (Test-Path $python)) {
    py -3 -m venv $venv; Check
    & $python -m pip install --quiet --disable-pip-version-check --require-hashes `
        --requirement packaging\requirements.txt --requirement packaging\requirements-build.txt; Check
}
$version = & $python packaging\version.py; Check
New-Item -ItemType Directory -Force .packaging, dist | Out-Null
& $python packaging\icons.py .packaging\icons; Check
& $python packaging\windows\version_info.py .packaging\version_info.txt; Check
& $python -m PyInstaller --noconfirm --clean --log-level WARN --distpath .packaging\windows\frozen `
    --workpath .packaging\windows\work packaging\windows\imagestudio.spec; Check

$folder = '.packaging\windows\frozen\Image Studio'
Sign (Resolve-Path "$folder\Image Studio.exe").Path
Sign (Resolve-Path "$folder\imagestudio.exe").Path
& "$folder\imagestudio.exe" --version; Check
& "$folder\imagestudio.exe" generate 'a fox' --demo --library (Join-Path $env:TEMP "imagestudio-$PID"); Check

$iscc = (Get-Command iscc -ErrorAction SilentlyContinue).Source
if (-not $iscc) { $iscc = "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe" }
$options = @("/DVersion=$version")
# $q is a quote and $f the file, for Inno Setup; it signs the installer and the uninstaller with it.
if ($env:SIGN_COMMAND) { $options += '/DSign', "/Ssigntool=$($env:SIGN_COMMAND.Replace('"', '$q'))" }
& $iscc @options packaging\windows\imagestudio.iss; Check
Compress-Archive -Force -Path $folder -DestinationPath "dist\ImageStudio-$version-windows-x64.zip"
Get-ChildItem dist
