package org.mailkeep.testkit.layers.good.api;

import org.mailkeep.testkit.layers.good.app.Evaluate;
import org.mailkeep.testkit.layers.good.domain.Verdict;

public record Resource(Evaluate evaluate, Verdict verdict) {}
