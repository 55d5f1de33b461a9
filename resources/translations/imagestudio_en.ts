<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Arrivals</name>
        <message numerus="yes">
            <source>This library can only be looked at now: %n thing(s) you opened not taken in.</source>
            <translation>
                <numerusform>This library can only be looked at now: %n thing you opened not taken in.</numerusform>
                <numerusform>This library can only be looked at now: %n things you opened not taken in.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BottomLine</name>
        <message numerus="yes">
            <source>Paused: %n picture(s) waiting</source>
            <translation>
                <numerusform>Paused: %n picture waiting</numerusform>
                <numerusform>Paused: %n pictures waiting</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) to look at</source>
            <translation>
                <numerusform>%n job to look at</numerusform>
                <numerusform>%n jobs to look at</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Still listening for %n picture(s)</source>
            <translation>
                <numerusform>Still listening for %n picture</numerusform>
                <numerusform>Still listening for %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) kept for later</source>
            <translation>
                <numerusform>%n picture kept for later</numerusform>
                <numerusform>%n pictures kept for later</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Checkout</name>
        <message numerus="yes">
            <source>Not bought again: %n picture(s), here or on the way already.</source>
            <translation>
                <numerusform>Not bought again: %n picture, here or on the way already.</numerusform>
                <numerusform>Not bought again: %n pictures, here or on the way already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) kept for later.</source>
            <translation>
                <numerusform>%n picture kept for later.</numerusform>
                <numerusform>%n pictures kept for later.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Deeds</name>
        <message numerus="yes">
            <source>Write a note on %n picture(s)</source>
            <translation>
                <numerusform>Write a note on %n picture</numerusform>
                <numerusform>Write a note on %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Move %n picture(s) to the trash</source>
            <translation>
                <numerusform>Move %n picture to the trash</numerusform>
                <numerusform>Move %n pictures to the trash</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Restore %n picture(s)</source>
            <translation>
                <numerusform>Restore %n picture</numerusform>
                <numerusform>Restore %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take the stars off %n picture(s)</source>
            <translation>
                <numerusform>Take the stars off %n picture</numerusform>
                <numerusform>Take the stars off %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Rate %n picture(s) {stars}</source>
            <translation>
                <numerusform>Rate %n picture {stars}</numerusform>
                <numerusform>Rate %n pictures {stars}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Pick %n picture(s)</source>
            <translation>
                <numerusform>Pick %n picture</numerusform>
                <numerusform>Pick %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reject %n picture(s)</source>
            <translation>
                <numerusform>Reject %n picture</numerusform>
                <numerusform>Reject %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Unpick %n picture(s)</source>
            <translation>
                <numerusform>Unpick %n picture</numerusform>
                <numerusform>Unpick %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Tag %n picture(s) “{name}”</source>
            <translation>
                <numerusform>Tag %n picture “{name}”</numerusform>
                <numerusform>Tag %n pictures “{name}”</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take the tag “{name}” off %n picture(s)</source>
            <translation>
                <numerusform>Take the tag “{name}” off %n picture</numerusform>
                <numerusform>Take the tag “{name}” off %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Put %n picture(s) into “{name}”</source>
            <translation>
                <numerusform>Put %n picture into “{name}”</numerusform>
                <numerusform>Put %n pictures into “{name}”</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Take %n picture(s) out of “{name}”</source>
            <translation>
                <numerusform>Take %n picture out of “{name}”</numerusform>
                <numerusform>Take %n pictures out of “{name}”</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DropOverlay</name>
        <message numerus="yes">
            <source>Take in %n file(s) or folder(s)</source>
            <translation>
                <numerusform>Take in %n file or folder</numerusform>
                <numerusform>Take in %n files or folders</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Editing</name>
        <message numerus="yes">
            <source>%n prompt(s)</source>
            <translation>
                <numerusform>%n prompt</numerusform>
                <numerusform>%n prompts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message numerus="yes">
            <source>&amp;Export %n picture(s)</source>
            <translation>
                <numerusform>&amp;Export %n picture</numerusform>
                <numerusform>&amp;Export %n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Exporting</name>
        <message numerus="yes">
            <source>%n picture(s) could not be read.</source>
            <translation>
                <numerusform>%n picture could not be read.</numerusform>
                <numerusform>%n pictures could not be read.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Family</name>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n gone</source>
            <translation>
                <numerusform>%n gone</numerusform>
                <numerusform>%n gone</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Also made of %n other picture(s)</source>
            <translation>
                <numerusform>Also made of %n other picture</numerusform>
                <numerusform>Also made of %n other pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FinalDialog</name>
        <message numerus="yes">
            <source>Make %n final(s)</source>
            <translation>
                <numerusform>Make %n final</numerusform>
                <numerusform>Make %n finals</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>About {0} for %n picture(s). Nothing is sent before you say so.</source>
            <translation>
                <numerusform>About {0} for %n picture. Nothing is sent before you say so.</numerusform>
                <numerusform>About {0} for %n pictures. Nothing is sent before you say so.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Finals</name>
        <message numerus="yes">
            <source>Left out: %n picture(s) without a prompt that can be sent.</source>
            <translation>
                <numerusform>Left out: %n picture without a prompt that can be sent.</numerusform>
                <numerusform>Left out: %n pictures without a prompt that can be sent.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Finished</name>
        <message numerus="yes">
            <source>%n picture(s) done</source>
            <translation>
                <numerusform>%n picture done</numerusform>
                <numerusform>%n pictures done</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) did not come</source>
            <translation>
                <numerusform>%n picture did not come</numerusform>
                <numerusform>%n pictures did not come</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) to look at: what happened stands in the window.</source>
            <translation>
                <numerusform>%n job to look at: what happened stands in the window.</numerusform>
                <numerusform>%n jobs to look at: what happened stands in the window.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ForetasteView</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Gathering</name>
        <message numerus="yes">
            <source>%n file(s) could not be used: no picture, damaged, or too large.</source>
            <translation>
                <numerusform>%n file could not be used: no picture, damaged, or too large.</numerusform>
                <numerusform>%n files could not be used: no picture, damaged, or too large.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Grid</name>
        <message numerus="yes">
            <source>Make %n picture(s)</source>
            <translation>
                <numerusform>Make %n picture</numerusform>
                <numerusform>Make %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) here</source>
            <translation>
                <numerusform>%n picture here</numerusform>
                <numerusform>%n pictures here</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on the way</source>
            <translation>
                <numerusform>%n on the way</numerusform>
                <numerusform>%n on the way</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n kept for later</source>
            <translation>
                <numerusform>%n kept for later</numerusform>
                <numerusform>%n kept for later</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to make</source>
            <translation>
                <numerusform>%n to make</numerusform>
                <numerusform>%n to make</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n did not work out</source>
            <translation>
                <numerusform>%n did not work out</numerusform>
                <numerusform>%n did not work out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n not possible</source>
            <translation>
                <numerusform>%n not possible</numerusform>
                <numerusform>%n not possible</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GridFoot</name>
        <message numerus="yes">
            <source>Retry %n</source>
            <translation>
                <numerusform>Retry %n</numerusform>
                <numerusform>Retry %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Send %n kept</source>
            <translation>
                <numerusform>Send %n kept</numerusform>
                <numerusform>Send %n kept</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Holding</name>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LimitWords</name>
        <message numerus="yes">
            <source>The price of %n request(s) is not known, so no limit can hold for that.</source>
            <translation>
                <numerusform>The price of %n request is not known, so no limit can hold for that.</numerusform>
                <numerusform>The price of %n requests is not known, so no limit can hold for that.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LinkFilling</name>
        <message numerus="yes">
            <source>%n more link(s) left out: one at a time fills the editor.</source>
            <translation>
                <numerusform>%n more link left out: one at a time fills the editor.</numerusform>
                <numerusform>%n more links left out: one at a time fills the editor.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MadeFrom</name>
        <message numerus="yes">
            <source>%n picture(s) made of it</source>
            <translation>
                <numerusform>%n picture made of it</numerusform>
                <numerusform>%n pictures made of it</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NamePopover</name>
        <message numerus="yes">
            <source>New collection from %n picture(s)</source>
            <translation>
                <numerusform>New collection from %n picture</numerusform>
                <numerusform>New collection from %n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OrganiseActions</name>
        <message numerus="yes">
            <source>%n star(s)</source>
            <translation>
                <numerusform>%n star</numerusform>
                <numerusform>%n stars</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OrganiseHost</name>
        <message numerus="yes">
            <source>%n picture(s) moved to the trash</source>
            <translation>
                <numerusform>%n picture moved to the trash</numerusform>
                <numerusform>%n pictures moved to the trash</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Organising</name>
        <message numerus="yes">
            <source>Take in %n picture(s)</source>
            <translation>
                <numerusform>Take in %n picture</numerusform>
                <numerusform>Take in %n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PictureActions</name>
        <message numerus="yes">
            <source>%n file(s) copied</source>
            <translation>
                <numerusform>%n file copied</numerusform>
                <numerusform>%n files copied</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) are not where they should be</source>
            <translation>
                <numerusform>%n file are not where they should be</numerusform>
                <numerusform>%n files are not where they should be</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PriceFooter</name>
        <message numerus="yes">
            <source>%n demo picture(s)</source>
            <translation>
                <numerusform>%n demo picture</numerusform>
                <numerusform>%n demo pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QueueHost</name>
        <message numerus="yes">
            <source>%n waiting picture(s) cancelled, nothing was charged</source>
            <translation>
                <numerusform>%n waiting picture cancelled, nothing was charged</numerusform>
                <numerusform>%n waiting pictures cancelled, nothing was charged</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuickChips</name>
        <message numerus="yes">
            <source>%n model(s)</source>
            <translation>
                <numerusform>%n model</numerusform>
                <numerusform>%n models</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordPage</name>
        <message numerus="yes">
            <source>%n picture(s) selected</source>
            <translation>
                <numerusform>%n picture selected</numerusform>
                <numerusform>%n pictures selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Recovery</name>
        <message numerus="yes">
            <source>%n paid picture(s) being fetched</source>
            <translation>
                <numerusform>%n paid picture being fetched</numerusform>
                <numerusform>%n paid pictures being fetched</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unknown outcome(s)</source>
            <translation>
                <numerusform>%n unknown outcome</numerusform>
                <numerusform>%n unknown outcomes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) kept for later</source>
            <translation>
                <numerusform>%n picture kept for later</numerusform>
                <numerusform>%n pictures kept for later</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) charged more than once. Ask the service for the surplus back: {0}</source>
            <translation>
                <numerusform>%n request charged more than once. Ask the service for the surplus back: {0}</numerusform>
                <numerusform>%n requests charged more than once. Ask the service for the surplus back: {0}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n paid request(s) of the last 7 days not in this library: made on another computer, or before the library was lost. “imagestudio jobs --foreign” lists them.</source>
            <translation>
                <numerusform>%n paid request of the last 7 days not in this library: made on another computer, or before the library was lost. “imagestudio jobs --foreign” lists them.</numerusform>
                <numerusform>%n paid requests of the last 7 days not in this library: made on another computer, or before the library was lost. “imagestudio jobs --foreign” lists them.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReferenceStrip</name>
        <message numerus="yes">
            <source>Varies %n picture(s)</source>
            <translation>
                <numerusform>Varies %n picture</numerusform>
                <numerusform>Varies %n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Edits %n picture(s)</source>
            <translation>
                <numerusform>Edits %n picture</numerusform>
                <numerusform>Edits %n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RepeatCard</name>
        <message numerus="yes">
            <source>{0} of these {1} prompts were made already, with %n picture(s): {2}.</source>
            <translation>
                <numerusform>{0} of these {1} prompts were made already, with %n picture: {2}.</numerusform>
                <numerusform>{0} of these {1} prompts were made already, with %n pictures: {2}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) of exactly this: {0}, the latest {1}.</source>
            <translation>
                <numerusform>%n picture of exactly this: {0}, the latest {1}.</numerusform>
                <numerusform>%n pictures of exactly this: {0}, the latest {1}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RescueDialog</name>
        <message numerus="yes">
            <source>%n paid picture(s) could not be saved</source>
            <translation>
                <numerusform>%n paid picture could not be saved</numerusform>
                <numerusform>%n paid pictures could not be saved</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Safekeeping</name>
        <message numerus="yes">
            <source>%n paid picture(s) only in memory so far, as the library's disk refuses to take more. Make room on it: Image Studio goes on trying.</source>
            <translation>
                <numerusform>%n paid picture only in memory so far, as the library's disk refuses to take more. Make room on it: Image Studio goes on trying.</numerusform>
                <numerusform>%n paid pictures only in memory so far, as the library's disk refuses to take more. Make room on it: Image Studio goes on trying.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SendQuestion</name>
        <message numerus="yes">
            <source>Send %n picture(s), {0}?</source>
            <translation>
                <numerusform>Send %n picture, {0}?</numerusform>
                <numerusform>Send %n pictures, {0}?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Send %n picture(s)</source>
            <translation>
                <numerusform>&amp;Send %n picture</numerusform>
                <numerusform>&amp;Send %n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SheetDialog</name>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s)</source>
            <translation>
                <numerusform>%n page</numerusform>
                <numerusform>%n pages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Spending</name>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TagsPopover</name>
        <message numerus="yes">
            <source>Tags of %n picture(s)</source>
            <translation>
                <numerusform>Tags of %n picture</numerusform>
                <numerusform>Tags of %n pictures</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TakingIn</name>
        <message numerus="yes">
            <source>%n picture(s) taken in</source>
            <translation>
                <numerusform>%n picture taken in</numerusform>
                <numerusform>%n pictures taken in</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lost file(s) found again</source>
            <translation>
                <numerusform>%n lost file found again</numerusform>
                <numerusform>%n lost files found again</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TakingInHost</name>
        <message numerus="yes">
            <source>Taking pictures in did not come to its end: %n file(s) so far. Nothing is taken in twice.</source>
            <translation>
                <numerusform>Taking pictures in did not come to its end: %n file so far. Nothing is taken in twice.</numerusform>
                <numerusform>Taking pictures in did not come to its end: %n files so far. Nothing is taken in twice.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Trash</name>
        <message numerus="yes">
            <source>Delete %n picture(s) in the trash for good?</source>
            <translation>
                <numerusform>Delete %n picture in the trash for good?</numerusform>
                <numerusform>Delete %n pictures in the trash for good?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) deleted for good</source>
            <translation>
                <numerusform>%n picture deleted for good</numerusform>
                <numerusform>%n pictures deleted for good</numerusform>
            </translation>
        </message>
    </context>
</TS>