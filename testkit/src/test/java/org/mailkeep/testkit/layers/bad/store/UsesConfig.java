package org.mailkeep.testkit.layers.bad.store;

import org.mailkeep.testkit.layers.bad.config.UsesALibrary;

public record UsesConfig(UsesALibrary config) {}
