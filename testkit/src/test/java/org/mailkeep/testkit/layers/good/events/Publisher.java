package org.mailkeep.testkit.layers.good.events;

import org.mailkeep.testkit.layers.good.domain.Verdict;

public record Publisher(Verdict verdict) {}
