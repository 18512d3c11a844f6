package org.mailkeep.testkit.layers.good.lookup;

import org.mailkeep.testkit.layers.good.domain.Verdict;

public record Lookup(Verdict verdict) {}
