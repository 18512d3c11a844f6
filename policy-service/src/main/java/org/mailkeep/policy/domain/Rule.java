package org.mailkeep.policy.domain;

import java.util.Locale;

/**
 * The rules by which DANE and MTA-STS become one answer. Every decision names the one that made it; the table in the
 * documentation is held against this list by a test.
 */
public enum Rule {
    DANE_ALL_HOSTS(
            "RFC 7672 §2.2",
            Effective.DANE,
            "The list of hosts is secure, and every reachable host has usable TLSA records. "
                    + "A host whose records could not be looked up gets no mail for now.",
            "Nothing: this is the strongest answer there is."),
    DANE_SOME_HOSTS(
            "RFC 7672 §2.2",
            Effective.MIXED,
            "Some hosts have TLSA records, or theirs could not be looked up; others have none or only unusable ones. "
                    + "MTA-STS is not enforced.",
            "TLSA records for every MX host, or an enforced MTA-STS policy."),
    DANE_UNUSABLE(
            "RFC 7672 §2.2",
            Effective.MIXED,
            "All TLSA records are unusable: TLS is mandatory, but no certificate can be checked.",
            "TLSA records of the forms 3 1 1 or 2 1 1."),
    DANE_INSECURE_MX(
            "RFC 7672 §2.2.1",
            Effective.MIXED,
            "Hosts have TLSA records, or theirs could not be looked up, but DNSSEC does not prove the list of hosts. "
                    + "MTA-STS is not enforced.",
            "DNSSEC for the domain itself, or an enforced MTA-STS policy."),
    STS_ENFORCE(
            "RFC 8461 §5",
            Effective.STS,
            "The domain enforces MTA-STS, and no TLSA record counts.",
            "TLSA records for every MX host of a signed domain would go before MTA-STS."),
    STS_INSECURE_MX(
            "RFC 8461 §5, RFC 7672 §2.2.1",
            Effective.STS,
            "The domain enforces MTA-STS; DNSSEC does not prove the list of hosts, so their TLSA records do not count.",
            "DNSSEC for the domain would let its hosts' TLSA records go before MTA-STS."),
    STS_TLSA_UNKNOWN(
            "RFC 8461 §5, RFC 7672 §2.1.1",
            Effective.STS,
            "The domain enforces MTA-STS; no usable TLSA record was seen, and some host's could not be looked up.",
            "Name servers that answer for the TLSA records of every host."),
    STS_NO_HOST_SEEN(
            "RFC 8461 §5",
            Effective.STS,
            "The domain enforces MTA-STS, and no host of it was seen in DNS.",
            "MX hosts that exist. The policy stands, since an answer that hides the hosts may be forged."),
    MIXED_AS_DANE(
            "RFC 8461 §2",
            Effective.MIXED,
            "Some hosts have usable TLSA records, others rely on the enforced MTA-STS policy; configured: dane. "
                    + "The hosts without TLSA records lose the authentication that MTA-STS asks for.",
            "TLSA records for every MX host."),
    MIXED_AS_SECURE(
            "RFC 8461 §2",
            Effective.MIXED,
            "Some hosts have usable TLSA records, others rely on the enforced MTA-STS policy; configured: secure. "
                    + "The TLSA records are not checked.",
            "TLSA records for every MX host."),
    STS_TESTING(
            "RFC 8461 §5",
            Effective.NONE,
            "The domain's MTA-STS policy is in testing mode: failures are reported, mail goes out.",
            "mode: enforce in the MTA-STS policy."),
    STS_NONE(
            "RFC 8461 §5",
            Effective.NONE,
            "The domain's MTA-STS policy is of mode none: it withdraws from MTA-STS.",
            "mode: enforce in the MTA-STS policy, or TLSA records for every MX host."),
    NO_POLICY(
            "RFC 3207 §4.1",
            Effective.NONE,
            "Neither TLSA records nor an MTA-STS policy: TLS is used where it is offered.",
            "An MTA-STS policy, or DNSSEC and TLSA records for every MX host."),
    NO_MAIL("RFC 7505 §3", Effective.NONE, "The domain takes no mail.", "An MX record that names a host."),
    NO_SUCH_DOMAIN("RFC 5321 §5.1", Effective.NONE, "The domain does not exist.", "The domain's registration."),
    NO_REACHABLE_HOST(
            "RFC 5321 §5.1", Effective.NONE, "No MX host of the domain has an address.", "An MX host with an address."),
    MX_UNKNOWN(
            "RFC 7672 §2.1.1",
            Effective.TEMPFAIL,
            "Where mail goes could not be looked up, or fails DNSSEC validation; nothing is remembered.",
            "Name servers of the domain that answer, with valid signatures."),
    HOSTS_UNKNOWN(
            "RFC 7672 §2.1.1",
            Effective.TEMPFAIL,
            "What every reachable host demands could not be looked up, or fails DNSSEC validation.",
            "Name servers of the hosts that answer, with valid signatures."),
    OVERRIDE_FAIL_OPEN(
            "RFC 7435 §3",
            Effective.NONE,
            "An operator suspended the domain's policy for a time.",
            "The end of the override; it ends by itself."),
    OVERRIDE_PIN_DANE_ONLY(
            "RFC 7435 §3",
            Effective.DANE,
            "An operator demands DANE of every host for a time, whatever the domain's records say.",
            "The end of the override; it ends by itself."),
    OVERRIDE_PIN_DANE(
            "RFC 7435 §3",
            Effective.MIXED,
            "An operator demands DANE of hosts with TLSA records for a time, whatever else the domain's records say.",
            "The end of the override; it ends by itself."),
    OVERRIDE_PIN_SECURE(
            "RFC 7435 §3",
            Effective.STS,
            "An operator demands certificates for certain hosts for a time, as MTA-STS would.",
            "The end of the override; it ends by itself.");

    private final String source;
    private final Effective effective;
    private final String text;
    private final String remedy;

    Rule(String source, Effective effective, String text, String remedy) {
        this.source = source;
        this.effective = effective;
        this.text = text;
        this.remedy = remedy;
    }

    /** A stable word for machines, for example {@code dane-all-hosts}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The RFC and section that the rule rests on. */
    public String source() {
        return source;
    }

    /** What the decision amounts to. */
    public Effective effective() {
        return effective;
    }

    /** The rule in a sentence. */
    public String text() {
        return text;
    }

    /** What would change the answer for the better, in a sentence. */
    public String remedy() {
        return remedy;
    }
}
