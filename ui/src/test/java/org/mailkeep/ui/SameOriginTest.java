package org.mailkeep.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SameOriginTest {

    record Sent(@Nullable String fetchSite, @Nullable String origin, String authority, boolean taken, String why) {}

    static List<Sent> forms() {
        return List.of(
                good("same-origin", "http://a.example", "a.example", "as browsers send it"),
                good("same-origin", null, "a.example", "Fetch Metadata is enough"),
                good(null, "http://a.example:8081", "a.example:8081", "a browser without Fetch Metadata"),
                good(null, "https://A.example", "a.example", "host names know no case (RFC 6454 §4)"),
                bad("cross-site", "http://a.example", "a.example", "the browser says that another site sent it"),
                bad("same-site", "http://a.example", "a.example", "a neighbour below the same domain"),
                bad("none", null, "a.example", "nobody types a form into the address bar"),
                bad(null, "http://b.example", "a.example", "another host"),
                bad(null, "http://a.example:8082", "a.example:8081", "another port"),
                bad(null, "null", "a.example", "an origin that the browser keeps to itself (RFC 6454 §7.1)"),
                bad(null, "http://a.example\\@b.example", "a.example", "no address at all"),
                bad(null, null, "a.example", "nothing is known"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void formsAreTakenFromPagesOfThisHostOnly(Sent sent) {
        assertThat(SameOrigin.of(sent.fetchSite, sent.origin, sent.authority))
                .as(sent.why)
                .isEqualTo(sent.taken);
    }

    private static Sent good(@Nullable String fetchSite, @Nullable String origin, String authority, String why) {
        return new Sent(fetchSite, origin, authority, true, why);
    }

    private static Sent bad(@Nullable String fetchSite, @Nullable String origin, String authority, String why) {
        return new Sent(fetchSite, origin, authority, false, why);
    }
}
