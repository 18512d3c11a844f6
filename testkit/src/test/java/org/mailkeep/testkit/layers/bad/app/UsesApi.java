package org.mailkeep.testkit.layers.bad.app;

import org.mailkeep.testkit.layers.bad.api.UsesStore;

public record UsesApi(UsesStore api) {}
