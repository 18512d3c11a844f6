package org.mailkeep.policy.api;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.testkit.calls.CallRules;
import org.mailkeep.testkit.infra.InfraResource;

/** Who may make which call of this service. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class EveryCallTest {

    /** Open by protocol, or because they tell no more than DNS does; and pages that show as much. */
    private static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /posture",
            "GET /.well-known/mta-sts.txt",
            "POST /v1/dmarc/evaluations",
            "GET /v1/domains/{domain}/caa",
            "GET /v1/domains/{domain}/dmarc",
            "GET /v1/domains/{domain}/tlsrpt",
            "GET /v1/domains/{domain}/tls-policy",
            "GET /v1/domains/{domain}/tls-policy/explain",
            "POST /v1/domains/{domain}/verifications",
            "GET /v1/hosted-domains/{domain}/dns-records",
            "GET /v1/hosted-domains/{domain}/posture");

    @TestHTTPResource("/")
    URI service = URI.create("/");

    @Test
    void openCallsAskForNothing() {
        rules().openCallsAskForNothing();
    }

    @Test
    void withoutATokenTheOthersAreRefused() {
        rules().othersAreRefusedWithoutAToken();
    }

    @Test
    @TestSecurity(
            user = "somebody",
            roles = {Roles.KEYDIR_WRITE, Roles.KEYLOOKUP_WRITE, Roles.REPORTS_READ, Roles.REPORTS_WRITE})
    void withTheRolesOfOtherServicesTheyAreForbidden() {
        rules().othersAreForbiddenWithoutTheRole();
    }

    @Test
    void withTheTokenTheyAreServed() {
        rules().othersAreServedWithTheToken(DemoWorldResource.TokenFile.TOKEN);
    }

    @Test
    void everyAnswerIsSafeInABrowser() {
        rules().everyAnswerIsSafeInABrowser(DemoWorldResource.TokenFile.TOKEN, "/no/such/page", "/ui/sign-in");
    }

    private CallRules rules() {
        return CallRules.of(service, "org.mailkeep.policy", OPEN);
    }
}
