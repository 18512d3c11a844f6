package org.mailkeep.report.intake;

/**
 * What is read at most. Checked while reading, before anything is built from it.
 *
 * @param arrivedBytes as sent; RFC 8460 §3 names ten megabytes
 * @param inflatedBytes of all that one arrival unpacks to
 * @param ratio inflated octets per compressed one, beyond {@link #RATIO_FREE_BYTES}
 */
public record Limits(int arrivedBytes, int inflatedBytes, int ratio) {

    /** Small reports may be as repetitive as they like. */
    public static final int RATIO_FREE_BYTES = 1 << 20;

    /** Members of a gzip file (RFC 1952 §2.2); more than one is rare. */
    public static final int GZIP_MEMBERS = 16;

    /** Files in a zip file; a DMARC report is the only one in its. */
    public static final int ZIP_ENTRIES = 16;

    /** Compressed files within compressed files. */
    public static final int NESTING = 2;

    /** Reports that one arrival may hold. */
    public static final int DOCUMENTS = 32;

    /** Objects and arrays in one another; a TLS report needs five. */
    public static final int JSON_DEPTH = 16;

    /** Values in a report; ten for each of fifty thousand failure details. */
    public static final int JSON_VALUES = 500_000;

    /** Characters of a string. */
    public static final int STRING = 16_384;

    /** Characters of a name of a member or an element. */
    public static final int NAME = 200;

    /** Characters of a number. */
    public static final int NUMBER = 100;

    /**
     * Octets of an XML document. The parser may hold a part of it twice, in characters of two octets; twenty megabytes are some
     * fifty thousand records.
     */
    public static final int XML_BYTES = 20 << 20;

    /** Elements in one another; a DMARC report needs six. */
    public static final int XML_DEPTH = 16;

    /** Elements of one record, or of the head of a report. */
    public static final int XML_ELEMENTS = 2_000;

    /** Multiparts and mails in one another. */
    public static final int MIME_DEPTH = 8;

    /** Parts of a mail. */
    public static final int MIME_PARTS = 64;

    /** Octets of a header line, folded lines together. */
    public static final int MIME_HEADER = 64 * 1024;

    /** Header lines of a part. */
    public static final int MIME_HEADERS = 1_000;

    /** What suits all senders that are known. */
    public static final Limits DEFAULTS = new Limits(10 << 20, 50 << 20, 200);
}
