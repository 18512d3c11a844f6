package org.mailkeep.testkit.layers.good.app;

import org.mailkeep.testkit.layers.good.config.Settings;
import org.mailkeep.testkit.layers.good.events.Publisher;
import org.mailkeep.testkit.layers.good.lookup.Lookup;
import org.mailkeep.testkit.layers.good.resolve.Resolver;
import org.mailkeep.testkit.layers.good.store.Verdicts;

public record Evaluate(Settings settings, Publisher publisher, Lookup lookup, Resolver resolver, Verdicts verdicts) {}
