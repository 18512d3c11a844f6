package org.mailkeep.testkit.layers.good.resolve;

import org.mailkeep.testkit.layers.good.config.Settings;
import org.mailkeep.testkit.layers.good.domain.Verdict;
import org.xbill.DNS.Name;

public record Resolver(Settings settings, Verdict verdict, Name name) {}
