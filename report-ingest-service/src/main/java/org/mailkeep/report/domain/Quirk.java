package org.mailkeep.report.domain;

import java.util.Locale;

/** A deviation from the RFCs that real senders produce, and that is accepted. */
public enum Quirk {
    /** {@code mx-host} is a string instead of an array, as in RFC 8460 appendix B (erratum 6241). */
    MX_HOST_STRING,
    /** {@code mx-host-pattern}, the name of an early draft. */
    MX_HOST_PATTERN,
    /** An MX host with the key of the policy file in front: {@code mx: mail.example.com}. */
    MX_HOST_WITH_KEY,
    /** {@code policy-string} is a string instead of an array. */
    POLICY_STRING_STRING,
    /** The TLSA records are the text of a JSON array inside one string. */
    POLICY_STRING_JSON_IN_STRING,
    /** A time without zone, taken as UTC (RFC 3339 §4.4 wants one). */
    DATE_WITHOUT_ZONE,
    /** A time in another zone than UTC. */
    DATE_WITH_OFFSET,
    /** No {@code contact-info}, or null. */
    CONTACT_ABSENT,
    /** No {@code policy-domain}; taken from the headers, the file name, the secret path or the other policies. */
    POLICY_DOMAIN_DERIVED,
    /** The policy domain is written in U-labels. */
    POLICY_DOMAIN_U_LABEL,
    /** No {@code organization-name} or {@code org_name}; taken from the headers, the file name or the address. */
    ORGANIZATION_DERIVED,
    /** No {@code summary}; failures are counted from the details. */
    SUMMARY_ABSENT,
    /** A number written as a string. */
    COUNT_AS_STRING,
    /** A result type that IANA does not list. */
    RESULT_TYPE_UNKNOWN,
    /** A policy type that RFC 8460 does not know. */
    POLICY_TYPE_UNKNOWN,
    /** {@code failure-details} is null instead of absent. */
    FAILURE_DETAILS_NULL,
    /** Another member is null instead of absent. */
    MEMBER_NULL,
    /** An address or host is an empty string instead of absent. */
    TEXT_EMPTY,
    /** Failure details without the sending address (RFC 8460 §4.4 has it). */
    SENDING_ADDRESS_ABSENT,
    /** The details name more failed sessions than the summary. */
    FAILURES_EXCEED_SUMMARY,
    /** MTA-STS and DANE results of one domain with the same counts: the same sessions, counted once. */
    SESSIONS_REPORTED_TWICE,
    /** A byte order mark in front (RFC 8259 §8.1 forbids it). */
    BYTE_ORDER_MARK,
    /** U+0000 or half a surrogate pair; replaced by U+FFFD. */
    TEXT_UNSTORABLE,
    /** Blank octets after the compressed report. */
    COMPRESSION_TRAILER,
    /** Other octets than the XML declaration says; read as Windows-1252. */
    CHARSET_WRONG,
    /** The report is wrapped in another element. */
    FEEDBACK_WRAPPED,
    /** A reason without a type. */
    REASON_EMPTY,
    /** The mail's DKIM key does not say that it is for TLS reports (RFC 8460 §3 recommends {@code s=tlsrpt}). */
    DKIM_KEY_WITHOUT_TLSRPT,
    /** A word that neither RFC 7489 nor RFC 9990 knows; kept. */
    WORD_UNKNOWN;

    /** As it is stored and shown: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
