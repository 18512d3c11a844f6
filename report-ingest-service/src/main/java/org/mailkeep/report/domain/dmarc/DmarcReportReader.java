package org.mailkeep.report.domain.dmarc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Counts;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Hints;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.Refusal;

/**
 * Reads aggregate reports (RFC 7489 appendix C, RFC 9990 and the drafts between) element by element, so that only one record
 * at a time is there as XML. What it is given must come in the order of the file; {@link #finish} gives the outcome.
 */
public final class DmarcReportReader {

    /** The largest receivers report some thousand sources a day. */
    static final int MAX_RECORDS = 50_000;

    private static final Place REPORT = Place.ROOT.member("feedback");

    private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");
    private static final Set<String> MODES = Set.of("r", "s");
    private static final Set<String> DISPOSITIONS = Set.of("none", "quarantine", "reject", "pass");
    private static final Set<String> ALIGNED = Set.of("pass", "fail");
    private static final Set<String> DKIM =
            Set.of("none", "pass", "fail", "policy", "neutral", "temperror", "permerror");
    private static final Set<String> SPF =
            Set.of("none", "neutral", "pass", "fail", "softfail", "policy", "temperror", "permerror", "hardfail");
    private static final Set<String> SCOPES = Set.of("helo", "mfrom");
    private static final Set<String> REASONS = Set.of(
            "forwarded",
            "sampled_out",
            "trusted_forwarder",
            "mailing_list",
            "local_policy",
            "policy_test_mode",
            "other");

    private final Hints hints;
    private final Deviations noted;
    private final List<DmarcRecord> records = new ArrayList<>();
    private @Nullable XmlElement metadata;
    private @Nullable XmlElement policy;
    private @Nullable Refusal refusal;

    /**
     * Reads one report.
     *
     * @param noted the quirks found so far; the report's own are added
     */
    public DmarcReportReader(Hints hints, Deviations noted) {
        this.hints = hints;
        this.noted = noted;
    }

    /**
     * Takes a child of {@code feedback}.
     *
     * @return whether more is wanted: not after something that cannot be
     */
    public boolean accept(XmlElement element) {
        try {
            switch (element.name()) {
                case "report_metadata" -> metadata = element;
                case "policy_published" -> policy = element;
                case "record" -> records.add(record(element));
                default -> {
                    // The version, and extensions of RFC 9990.
                }
            }
            return true;
        } catch (Refusal found) {
            refusal = found;
            return false;
        }
    }

    /** The report, once all of it was given. */
    public Reading<DmarcReport> finish() {
        try {
            if (refusal != null) {
                throw refusal;
            }
            return new Reading.Read<>(report());
        } catch (Refusal found) {
            return found.outcome();
        }
    }

    private DmarcReport report() throws Refusal {
        Fields head = fields(metadata, "report_metadata");
        DateRange range = range(head.element("date_range"));
        return new DmarcReport(
                organization(head),
                head.text("email"),
                head.text("extra_contact_info"),
                head.requiredText("report_id"),
                range,
                head.text("generator"),
                head.texts("error"),
                policy(fields(policy, "policy_published")),
                records,
                noted.list());
    }

    private Fields fields(@Nullable XmlElement element, String name) throws Refusal {
        if (element == null) {
            throw new Refusal(REPORT.member(name), "absent");
        }
        return new Fields(element, REPORT.member(name), noted);
    }

    /** Some leave the name empty; who they are is then in the address, the headers or the file name. */
    private String organization(Fields head) throws Refusal {
        Optional<String> written = head.text("org_name");
        if (written.isPresent()) {
            return written.get();
        }
        String derived = head.text("email")
                .map(email -> email.substring(email.lastIndexOf('@') + 1))
                .filter(domain -> !domain.isBlank())
                .or(hints::submitter)
                .orElseThrow(() -> new Refusal(head.place("org_name"), "absent or empty"));
        noted.note(Quirk.ORGANIZATION_DERIVED, head.place("org_name"));
        return derived;
    }

    private static DateRange range(Fields range) throws Refusal {
        Instant begin = time(range, "begin");
        Instant end = time(range, "end");
        if (end.isBefore(begin)) {
            throw new Refusal(range.place("end"), "before the begin");
        }
        return new DateRange(begin, end);
    }

    /** Seconds since 1970. */
    private static Instant time(Fields range, String name) throws Refusal {
        long seconds = Counts.of(range.requiredText(name), range.place(name));
        if (seconds > Instant.parse("9999-01-01T00:00:00Z").getEpochSecond()) {
            throw new Refusal(range.place(name), "after 9998");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private PublishedPolicy policy(Fields found) throws Refusal {
        String written = found.requiredText("domain");
        DomainName domain =
                DomainName.parse(written).orElseThrow(() -> new Refusal(found.place("domain"), "not a domain name"));
        return new PublishedPolicy(
                domain,
                found.word("adkim", MODES),
                found.word("aspf", MODES),
                found.word("p", POLICIES),
                found.word("sp", POLICIES),
                found.word("np", POLICIES),
                found.text("pct"),
                found.word("testing", Set.of("y", "n")),
                found.word("discovery_method", Set.of("psl", "treewalk")),
                found.text("fo"));
    }

    private DmarcRecord record(XmlElement element) throws Refusal {
        Place place = REPORT.member("record").item(records.size());
        if (records.size() == MAX_RECORDS) {
            throw new Refusal(place, "more than " + MAX_RECORDS + " records");
        }
        var fields = new Fields(element, place, noted);
        Fields row = fields.element("row");
        Fields evaluated = row.element("policy_evaluated");
        Optional<Fields> names = fields.optionalElement("identifiers")
                // An early draft spelled it so.
                .or(() -> fields.optionalElement("identities"));
        Optional<Fields> results = fields.optionalElement("auth_results");
        return new DmarcRecord(
                row.text("source_ip").orElse(""),
                row.count("count"),
                evaluated.word("disposition", DISPOSITIONS).orElse("none"),
                evaluated.word("dkim", ALIGNED).orElse("fail"),
                evaluated.word("spf", ALIGNED).orElse("fail"),
                reasons(evaluated),
                names.flatMap(found -> found.text("header_from")).map(DmarcReportReader::folded),
                names.flatMap(found -> found.text("envelope_from")).map(DmarcReportReader::folded),
                names.flatMap(found -> found.text("envelope_to")).map(DmarcReportReader::folded),
                results.map(DmarcReportReader::dkim).orElse(List.of()),
                results.map(DmarcReportReader::spf).orElse(List.of()));
    }

    private List<DmarcRecord.Reason> reasons(Fields evaluated) {
        var reasons = new ArrayList<DmarcRecord.Reason>();
        for (Fields reason : evaluated.elements("reason")) {
            Optional<String> type = reason.word("type", REASONS);
            if (type.isPresent()) {
                reasons.add(new DmarcRecord.Reason(type.get(), reason.text("comment")));
            } else {
                noted.note(Quirk.REASON_EMPTY, evaluated.place("reason"));
            }
        }
        return reasons;
    }

    private static List<DmarcRecord.DkimResult> dkim(Fields results) {
        return results.elements("dkim").stream()
                .map(one -> new DmarcRecord.DkimResult(
                        one.text("domain").map(DmarcReportReader::folded).orElse(""),
                        one.text("selector"),
                        one.word("result", DKIM).orElse("none"),
                        one.text("human_result")))
                .toList();
    }

    private static List<DmarcRecord.SpfResult> spf(Fields results) {
        return results.elements("spf").stream()
                .map(one -> new DmarcRecord.SpfResult(
                        one.text("domain").map(DmarcReportReader::folded).orElse(""),
                        one.word("scope", SCOPES),
                        one.word("result", SPF).orElse("none"),
                        one.text("human_result")))
                .toList();
    }

    private static String folded(String domain) {
        return domain.toLowerCase(Locale.ROOT);
    }
}
