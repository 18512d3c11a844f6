package org.mailkeep.testkit.layers.good.ops;

import org.mailkeep.testkit.layers.good.app.Evaluate;
import org.mailkeep.testkit.layers.good.config.Settings;
import org.mailkeep.testkit.layers.good.store.Verdicts;

public record Ready(Evaluate evaluate, Settings settings, Verdicts verdicts) {}
