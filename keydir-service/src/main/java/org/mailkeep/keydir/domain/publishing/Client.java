package org.mailkeep.keydir.domain.publishing;

import java.util.Locale;

/** Programs that look for keys in a Web Key Directory. */
public enum Client {
    GNUPG("GnuPG"),
    SEQUOIA("Sequoia"),
    THUNDERBIRD("Thunderbird"),
    PROTON("Proton Mail");

    private final String title;

    Client(String title) {
        this.title = title;
    }

    /** As in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String title() {
        return title;
    }
}
