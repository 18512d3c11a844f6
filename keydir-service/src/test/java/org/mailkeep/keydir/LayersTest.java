package org.mailkeep.keydir;

import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.layers.LayerRules;

class LayersTest {

    @Test
    void packagesImportOnlyWhatTheyMay() {
        LayerRules.ofService("org.mailkeep.keydir", "confirm").check();
    }
}
