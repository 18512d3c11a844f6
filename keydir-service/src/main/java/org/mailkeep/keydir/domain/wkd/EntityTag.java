package org.mailkeep.keydir.domain.wkd;

/**
 * A strong entity tag (RFC 9110 §8.8.3).
 *
 * @param opaque what stands between the quotes; of letters that need no thought
 */
public record EntityTag(String opaque) {

    /** Longer conditions are not read: the answer is sent, which is never wrong. */
    private static final int MAX_CONDITION = 4096;

    /** As it stands in a header. */
    public String quoted() {
        return '"' + opaque + '"';
    }

    /**
     * Whether {@code If-None-Match} names this tag, so that the client has the answer already (RFC 9110 §13.1.2). The
     * comparison is the weak one, for a proxy on the way may have made the tag weak.
     */
    public boolean isNamedBy(String condition) {
        if (condition.length() > MAX_CONDITION) {
            return false;
        }
        if (condition.strip().equals("*")) {
            return true;
        }
        int at = condition.indexOf(quoted());
        while (at >= 0) {
            if (beginsAMember(condition, at)) {
                return true;
            }
            at = condition.indexOf(quoted(), at + 1);
        }
        return false;
    }

    /** Whether a list's member begins here: a tag may hold commas, but no quotes. */
    private static boolean beginsAMember(String condition, int at) {
        String before = condition.substring(0, at);
        String bare = before.endsWith("W/") ? before.substring(0, before.length() - 2) : before;
        return bare.isBlank() || bare.stripTrailing().endsWith(",");
    }
}
