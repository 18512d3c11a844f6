package org.mailkeep.keydir.api;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.keydir.KeydirWorldResource;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.testkit.calls.CallRules;
import org.mailkeep.testkit.infra.InfraResource;

/** Who may make which call of this service. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
@QuarkusTestResource(KeydirWorldResource.class)
class EveryCallTest {

    /** Open by protocol, or because they tell no more than DNS does; and pages that show as much. */
    private static final Set<String> OPEN = Set.of("GET /", "GET /v1/tls-ask");

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
            roles = {
                Roles.POLICY_WRITE,
                Roles.POLICY_PROBE,
                Roles.KEYLOOKUP_WRITE,
                Roles.REPORTS_READ,
                Roles.REPORTS_WRITE
            })
    void withTheRolesOfOtherServicesTheyAreForbidden() {
        rules().othersAreForbiddenWithoutTheRole();
    }

    @Test
    void withTheTokenTheyAreServed() {
        rules().othersAreServedWithTheToken(KeydirWorldResource.TOKEN);
    }

    @Test
    void everyAnswerIsSafeInABrowser() {
        rules().everyAnswerIsSafeInABrowser(
                        KeydirWorldResource.TOKEN,
                        "/no/such/page",
                        "/ui/sign-in",
                        "/.well-known/openpgpkey/calls.example/policy");
    }

    private CallRules rules() {
        return CallRules.of(service, "org.mailkeep.keydir", OPEN);
    }
}
