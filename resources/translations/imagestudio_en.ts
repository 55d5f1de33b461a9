<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>BottomLine</name>
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
            <source>%n job(s) not sent yet</source>
            <translation>
                <numerusform>%n job not sent yet</numerusform>
                <numerusform>%n jobs not sent yet</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DetailsPanel</name>
        <message numerus="yes">
            <source>%n picture(s) selected</source>
            <translation>
                <numerusform>%n picture selected</numerusform>
                <numerusform>%n pictures selected</numerusform>
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
            <source>%n request(s) waiting for you to send them</source>
            <translation>
                <numerusform>%n request waiting for you to send them</numerusform>
                <numerusform>%n requests waiting for you to send them</numerusform>
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
</TS>