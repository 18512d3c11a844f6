package org.mailkeep.report.intake;

import java.io.IOException;
import java.util.ArrayList;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Hints;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.dmarc.DmarcReportReader;
import org.mailkeep.report.domain.dmarc.XmlElement;

/** Reads a DMARC aggregate report out of XML, record by record, without document type or entities, within limits. */
final class XmlReport {

    private static final String FEEDBACK = "feedback";

    private final XMLStreamReader xml;
    private final Deviations noted;
    private int elements;

    private XmlReport(XMLStreamReader xml, Deviations noted) {
        this.xml = xml;
        this.noted = noted;
    }

    static Reading<DmarcReport> read(Inflated content, Hints hints, Deviations noted) throws Unreadable {
        if (content.length() > Limits.XML_BYTES) {
            throw new Unreadable("the XML is larger than " + Limits.XML_BYTES + " octets");
        }
        try (var text = XmlText.open(content, noted)) {
            XMLStreamReader xml = factory().createXMLStreamReader(text);
            try {
                return new XmlReport(xml, noted).report(new DmarcReportReader(hints, noted));
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IOException _) {
            throw new Unreadable("it is not XML, or cut off");
        }
    }

    /** Not thread-safe, says the JDK, so one for each report. */
    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // Names are what counts: some senders leave their prefixes undeclared.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    private Reading<DmarcReport> report(DmarcReportReader reader) throws XMLStreamException, Unreadable {
        findFeedback();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    elements = 0;
                    if (!reader.accept(element(1))) {
                        return reader.finish();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return reader.finish();
                }
                default -> {
                    // Blanks and comments between the records.
                }
            }
        }
    }

    private void findFeedback() throws XMLStreamException, Unreadable {
        for (int depth = 0; depth < Limits.XML_DEPTH; ) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (name().equals(FEEDBACK)) {
                    if (depth > 0) {
                        noted.note(Quirk.FEEDBACK_WRAPPED, Place.ROOT);
                    }
                    return;
                }
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
                break;
            }
        }
        throw new Unreadable("the XML is no DMARC report: there is no element \"feedback\"");
    }

    /** The element that just began, to its end. */
    private XmlElement element(int depth) throws XMLStreamException, Unreadable {
        if (depth > Limits.XML_DEPTH || ++elements > Limits.XML_ELEMENTS) {
            throw new Unreadable("the XML has too many elements in one another or in one record");
        }
        String name = name();
        var text = new StringBuilder();
        var children = new ArrayList<XmlElement>();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, text.toString(), children);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.length() + xml.getTextLength() > Limits.STRING) {
                        throw new Unreadable("a text in the XML is longer than " + Limits.STRING + " characters");
                    }
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                default -> {
                    // Comments and processing instructions.
                }
            }
        }
    }

    private int next() throws XMLStreamException, Unreadable {
        if (!xml.hasNext()) {
            throw new Unreadable("the XML is cut off");
        }
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new Unreadable("the XML has a document type or entities of its own");
        }
        return event;
    }

    private String name() throws Unreadable {
        String name = xml.getLocalName();
        if (name.length() > Limits.NAME) {
            throw new Unreadable("a name in the XML is longer than " + Limits.NAME + " characters");
        }
        return name.substring(name.indexOf(':') + 1);
    }
}
