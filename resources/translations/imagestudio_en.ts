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
</TS>