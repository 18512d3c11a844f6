package org.mailkeep.keylookup.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.testkit.world.DemoCorrespondent;
import org.mailkeep.testkit.world.DemoKeys;

/** Everybody in the demo world is found, or not, as its list says. */
@QuarkusTest
class DemoWorldTest extends KeylookupTest {

    static List<DemoCorrespondent> correspondents() {
        return DemoKeys.correspondents();
    }

    @ParameterizedTest
    @MethodSource("correspondents")
    void theListTellsTheTruth(DemoCorrespondent correspondent) {
        JsonPath answer = lookup(correspondent.address());
        assertThat(answer.getString("result")).isEqualTo(correspondent.result());
        assertThat(Optional.ofNullable(answer.getString("source")).orElse("")).isEqualTo(correspondent.source());
        assertThat(Optional.ofNullable(answer.getString("status")).orElse("")).isEqualTo(correspondent.status());
    }
}
