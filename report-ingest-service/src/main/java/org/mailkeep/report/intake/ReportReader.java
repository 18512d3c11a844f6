package org.mailkeep.report.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Hints;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.tlsrpt.TlsReport;
import org.mailkeep.report.domain.tlsrpt.TlsReportReader;

/** Finds the reports in what arrived. Works on bytes in memory alone, takes its time, and never throws. */
public final class ReportReader {

    private static final String ROOT = "$";

    /** Octets in which a document has to begin. */
    private static final int HEAD = 1024;

    private final Limits limits;

    public ReportReader(Limits limits) {
        this.limits = limits;
    }

    /** At least one item: where there is no report, what is in the way. */
    public List<Found> read(Arrival arrival) {
        if (arrival.body().length() > limits.arrivedBytes()) {
            return List.of(new Found.Unreadable(ROOT, "it is larger than " + limits.arrivedBytes() + " octets"));
        }
        Hints byPath = new Hints(arrival.vouchedFor(), Optional.empty());
        var budget = new Inflated.Budget(limits, arrival.body().length());
        return switch (arrival.payload()) {
            case REPORT -> readFile(arrival.body(), Optional.empty(), byPath, budget);
            case MESSAGE -> readMail(arrival.body(), budget);
        };
    }

    private static List<Found> readMail(Body mail, Inflated.Budget budget) {
        try {
            MailReader.Mail read = MailReader.read(mail);
            var found = new ArrayList<Found>();
            for (MailReader.Attachment attachment : read.attachments()) {
                found.addAll(readFile(attachment.body(), attachment.fileName(), read.hints(), budget));
            }
            return found.isEmpty() ? List.of(new Found.Unreadable("mail", "no part of the mail is a report")) : found;
        } catch (Unreadable unreadable) {
            return List.of(new Found.Unreadable("mail", unreadable.reason()));
        }
    }

    private static List<Found> readFile(Body file, Optional<String> fileName, Hints around, Inflated.Budget budget) {
        var original = new Original(file, fileName);
        try {
            var found = new ArrayList<Found>();
            for (Unpacker.Document document : Unpacker.unpack(file, fileName, budget)) {
                found.add(readDocument(document, original, around));
            }
            return found.isEmpty()
                    ? List.of(new Found.Unreadable(fileName.orElse(ROOT), "the compressed file is empty"))
                    : found;
        } catch (Unreadable unreadable) {
            return List.of(new Found.Unreadable(fileName.orElse(ROOT), unreadable.reason()));
        }
    }

    private static Found readDocument(Unpacker.Document document, Original original, Hints around) {
        Hints hints = around.or(document.fileName().map(Hints::ofFileName).orElse(Hints.NONE));
        var noted = new Deviations();
        if (document.blankTrailer()) {
            noted.note(Quirk.COMPRESSION_TRAILER, Place.ROOT);
        }
        try {
            return switch (firstCharacter(document.content(), noted)) {
                case '{', '[' -> readJson(document.content(), original, hints, noted);
                case '<' -> readXml(document.content(), original, hints, noted);
                default -> throw new Unreadable("it is neither JSON nor XML");
            };
        } catch (Unreadable unreadable) {
            return new Found.Unreadable(document.fileName().orElse(ROOT), unreadable.reason());
        }
    }

    private static Found readJson(Inflated content, Original original, Hints hints, Deviations noted)
            throws Unreadable {
        return switch (TlsReportReader.read(JsonTree.read(content.stream()), hints, noted)) {
            case Reading.Read<TlsReport> read -> new Found.Tls(read.report(), original);
            case Reading.Refused<TlsReport> refused -> new Found.Unreadable(refused.path(), refused.reason());
        };
    }

    private static Found readXml(Inflated content, Original original, Hints hints, Deviations noted) throws Unreadable {
        return switch (XmlReport.read(content, hints, noted)) {
            case Reading.Read<DmarcReport> read -> new Found.Dmarc(read.report(), original);
            case Reading.Refused<DmarcReport> refused -> new Found.Unreadable(refused.path(), refused.reason());
        };
    }

    /** The first octet that is not blank; zero where there is none. Marks of byte order are passed over. */
    private static int firstCharacter(Inflated content, Deviations noted) {
        try (InputStream in = content.stream()) {
            byte[] head = in.readNBytes(HEAD);
            if (Body.of(head).startsWith(0xef, 0xbb, 0xbf)) {
                noted.note(Quirk.BYTE_ORDER_MARK, Place.ROOT);
            }
            for (byte one : head) {
                boolean passedOver = one < 0 || one == 0 || Character.isWhitespace(one);
                if (!passedOver) {
                    return one;
                }
            }
            return 0;
        } catch (IOException impossible) {
            throw new IllegalStateException("it is in memory", impossible);
        }
    }
}
