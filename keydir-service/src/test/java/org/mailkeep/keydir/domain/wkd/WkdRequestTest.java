package org.mailkeep.keydir.domain.wkd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.WkdHash;

/** Which URL means which key (draft-koch-openpgp-webkey-service-22). */
class WkdRequestTest {

    /** The example of §3.1: Joe.Doe@Example.ORG. */
    private static final String JOE = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";

    private static final String ADVANCED = "/.well-known/openpgpkey/example.org/hu/" + JOE;
    private static final String DIRECT = "/.well-known/openpgpkey/hu/" + JOE;

    @Example
    void advancedMethod() {
        good("openpgpkey.example.org", ADVANCED + "?l=Joe.Doe"); // §3.1, the example itself
        good("OpenPGPkey.Example.ORG", ADVANCED); // RFC 9110 §4.2.3: hosts have no case
        good("openpgpkey.example.org", ADVANCED.replace("example.org", "Example.ORG"));
        good("openpgpkey.example.org.", ADVANCED); // the final dot of a host name
    }

    @Example
    void directMethod() {
        good("example.org", DIRECT + "?l=Joe.Doe"); // §3.1
        good("EXAMPLE.ORG", DIRECT);
    }

    @Example
    void hostPathAndSniMustAgree() {
        bad("example.org", ADVANCED, "the advanced path belongs to the subdomain");
        bad("openpgpkey.example.net", ADVANCED, "another tenant's host");
        bad("openpgpkey.example.org", ADVANCED.replace("example.org", "example.net"), "another tenant's path");
        bad("openpgpkey.sub.example.org", ADVANCED, "a longer host");
        bad("xopenpgpkey.example.org", ADVANCED, "a longer label");
        bad("openpgpkey.example.org", ADVANCED.replace("example.org", "ample.org"), "an end of the domain only");
        bad("openpgpkey.xample.org", ADVANCED, "an end of the host only");
        bad(null, ADVANCED, "no host");
        bad("192.0.2.1", DIRECT, "an address is no domain");
        bad("[2001:db8::1]", DIRECT, "an address is no domain");
        assertThat(request("example.org", "EXAMPLE.org", DIRECT).question()).isEqualTo(joe());
        assertThat(request("example.org", "example.net", DIRECT).question()).isEqualTo(WkdQuestion.NONE);
        assertThat(request("example.org", "not a name", DIRECT).question()).isEqualTo(WkdQuestion.NONE);
    }

    @Example
    void theDirectPathUnderTheSubdomainAsksForTheSubdomainsOwnAddresses() {
        assertThat(request("openpgpkey.example.org", null, DIRECT).question())
                .isEqualTo(new WkdQuestion.Key(
                        new WkdLocation(new DomainName("openpgpkey.example.org"), new WkdHash(JOE))));
    }

    @Example
    void paths() {
        bad("example.org", DIRECT.toUpperCase(Locale.ROOT), "paths have case");
        bad("example.org", "/.well-known/openpgpkey/hu/" + JOE.substring(1), "31 characters");
        bad("example.org", "/.well-known/openpgpkey/hu/" + JOE + "y", "33 characters");
        bad("example.org", "/.well-known/openpgpkey/hu/" + JOE.replace('y', 'l'), "l is not in the alphabet");
        bad("example.org", DIRECT + "/", "a slash more");
        bad("example.org", "/.well-known/openpgpkey//hu/" + JOE, "an empty segment");
        bad("example.org", "/.well-known/openpgpkey/./hu/" + JOE, "a dot segment");
        bad("example.org", "/.well-known/openpgpkey/hu/", "no hash");
        bad("example.org", "/.well-known/openpgpkey/", "nothing");
        bad("example.org", "/.well-known/openpgpkey/submission-address", "WKS is not offered");
        bad("openpgpkey.example.org", "/.well-known/openpgpkey/example.org", "only a domain");
        bad("openpgpkey.example.org", "/.well-known/openpgpkey/exam%70le.org/hu/" + JOE, "an encoded domain");
    }

    @Example
    void policyFiles() {
        var policy = new WkdQuestion.PolicyFile(new DomainName("example.org"));
        assertThat(request("openpgpkey.example.org", null, "/.well-known/openpgpkey/example.org/policy")
                        .question())
                .isEqualTo(policy); // §4.5
        assertThat(request("example.org", null, "/.well-known/openpgpkey/policy")
                        .question())
                .isEqualTo(policy);
        bad("example.net", "/.well-known/openpgpkey/example.org/policy", "another host");
        bad("example.org", "/.well-known/openpgpkey/policy/", "a slash more");
    }

    @Example
    void theHashDecidesWhateverTheLocalPartLooksLike() {
        for (String query : new String[] {
            "l=Joe.Doe", "l=joe.doe", "l=JOE.DOE", "l=Joe%2eDoe", "l=%4Aoe.Doe", "x=1&l=joe.doe", "l=joe.doe&l=other"
        }) {
            good("example.org", DIRECT + "?" + query);
        }
        for (String unreadable : new String[] {
            "", "l", "l=", "&&", "L=other", "l=%", "l=%4", "l=%zz", "l=%ff%fe", "l=\u00e4", "=", "l=%c3"
        }) {
            good("example.org", DIRECT + "?" + unreadable);
        }
    }

    @Example
    void aLocalPartOfAnotherHashIsNoQuestion() {
        for (String query :
                new String[] {"l=jane.doe", "l=joe.doe%20", "l=joe.doe+", "l=%00", "l==", "l=other&l=joe.doe"}) {
            bad("example.org", DIRECT + "?" + query, "the hash belongs to another local part");
        }
    }

    @Property
    void everyAddressIsFoundByBothMethods(
            @ForAll("localParts") String localPart, @ForAll boolean advanced, @ForAll boolean upper) {
        var address = new EmailAddress(localPart, new DomainName("mail.example"));
        var location = WkdLocation.of(address);
        var path = WkdRequest.ROOT + (advanced ? "mail.example/" : "") + "hu/" + location.hash();
        var sent = upper ? localPart.toUpperCase(Locale.ROOT) : localPart;
        var query = "l=" + URLEncoder.encode(sent, StandardCharsets.UTF_8);
        var host = advanced ? "openpgpkey.mail.example" : "mail.example";
        assertThat(new WkdRequest(host, host, path, query).question()).isEqualTo(new WkdQuestion.Key(location));
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> localParts() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars("abcdefghijklmnopqrstuvwxyz0123456789+-_=!#")
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    @Property
    void nothingThatAClientSendsThrows(
            @ForAll @WithNull @StringLength(max = 80) @Nullable String host,
            @ForAll @WithNull @StringLength(max = 80) @Nullable String serverName,
            @ForAll @StringLength(max = 80) String path,
            @ForAll @WithNull @StringLength(max = 80) @Nullable String query) {
        assertThat(new WkdRequest(host, serverName, WkdRequest.ROOT + path, query).question())
                .isNotNull();
        assertThat(new WkdRequest("example.org", null, DIRECT, query).question())
                .isNotNull();
    }

    private static void good(String host, String target) {
        assertThat(request(host, null, target).question()).as(target).isEqualTo(joe());
    }

    private static void bad(@Nullable String host, String target, String why) {
        assertThat(request(host, null, target).question()).as(why).isEqualTo(WkdQuestion.NONE);
    }

    private static WkdRequest request(@Nullable String host, @Nullable String serverName, String target) {
        int mark = target.indexOf('?');
        return mark < 0
                ? new WkdRequest(host, serverName, target, null)
                : new WkdRequest(host, serverName, target.substring(0, mark), target.substring(mark + 1));
    }

    private static WkdQuestion joe() {
        return new WkdQuestion.Key(new WkdLocation(new DomainName("example.org"), new WkdHash(JOE)));
    }
}
