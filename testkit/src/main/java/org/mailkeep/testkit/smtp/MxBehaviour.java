package org.mailkeep.testkit.smtp;

/** How a mail exchanger treats a client up to STARTTLS. */
public enum MxBehaviour {
    /** Offers STARTTLS and does it. */
    GOOD,
    /** Does not list STARTTLS among its extensions, and does not know the command. */
    NO_STARTTLS,
    /** Lists STARTTLS and answers 454 to it (RFC 3207 §4). */
    STARTTLS_REFUSED,
    /** Says 220 to STARTTLS and closes the connection. */
    HANG_UP_IN_STARTTLS,
    /** Says 220 to STARTTLS and goes on in plain text. */
    NO_TLS_AFTER_STARTTLS,
    /** Answers EHLO with lines without end. */
    ENDLESS_REPLY,
    /** Greets with a line that never ends. */
    ENDLESS_LINE,
    /** Greets as another protocol would. */
    NOT_SMTP,
    /** Greets and closes the connection. */
    HANG_UP_AFTER_GREETING,
    /** Greets with 554 (RFC 5321 §3.1). */
    NO_SERVICE,
    /** Accepts the connection and says nothing. */
    SILENCE
}
