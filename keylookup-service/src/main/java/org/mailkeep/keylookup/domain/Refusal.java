package org.mailkeep.keylookup.domain;

/** Why an answer that should have been a key is not taken for one. */
public enum Refusal {
    EMPTY("the answer is empty"),
    HTML("the answer is a web page"),
    NO_CERTIFICATE("the answer is no OpenPGP certificate"),
    TOO_LARGE("the answer is larger than is accepted"),
    SECRET_KEY("the answer holds a secret key, which must be regarded as exposed"),
    UNUSABLE_CERTIFICATE("the certificate is malformed, flooded, or of an unsupported kind"),
    OTHER_KEY("the certificate is of another key than was asked for"),
    WRONG_USER_ID("no user ID of the certificate has the address"),
    UNBOUND_USER_ID("the certificate's key vouches for none of its user IDs");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /** For people; repeats nothing of the answer. */
    public String sentence() {
        return sentence;
    }
}
