package org.mailkeep.keylookup.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

/** Where a redirect may lead. */
class RedirectTest {

    private static final WebQuestion QUESTION =
            WebQuestion.get(new DomainName("openpgpkey.example.com"), "/.well-known/openpgpkey/x?l=a");

    @Test
    void toNamedHostsOverHttpsOnly() {
        good("https://keys.example.net/a?b=c", "keys.example.net", "/a?b=c");
        good("https://keys.example.net:443/", "keys.example.net", "/");
        good("https://keys.example.net:8443/x", "keys.example.net", "/x"); // the port of peers, in this test
        good("//keys.example.net", "keys.example.net", "/");
        good("/other", "openpgpkey.example.com", "/other");
        good("HTTPS://KEYS.example.net/x", "keys.example.net", "/x");

        bad("http://keys.example.net/", "plain HTTP");
        bad("ftp://keys.example.net/", "another scheme");
        bad("https://keys.example.net:25/", "another port");
        bad("https://127.0.0.1/", "an address");
        bad("https://[::1]/", "an address");
        bad("https://2130706433/", "an address as a number");
        bad("https://localhost/", "a name of one label");
        bad("https://user@keys.example.net/", "credentials");
        bad("https://keys.exa mple.net/", "no URL");
        bad("javascript:alert(1)", "another scheme");
    }

    private static void good(String location, String host, String target) {
        assertThat(Redirect.follow(QUESTION, location, 8443)).contains(WebQuestion.get(new DomainName(host), target));
    }

    private static void bad(String location, String why) {
        assertThat(Redirect.follow(QUESTION, location, 8443)).as(why).isEmpty();
    }
}
