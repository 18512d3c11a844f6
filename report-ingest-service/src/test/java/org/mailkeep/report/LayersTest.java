package org.mailkeep.report;

import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.layers.LayerRules;

class LayersTest {

    @Test
    void packagesKnowOnlyThoseTheyMay() {
        LayerRules.ofService("org.mailkeep.report", "intake", "mail", "deliver", "notify").check();
    }
}
