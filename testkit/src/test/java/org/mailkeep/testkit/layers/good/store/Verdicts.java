package org.mailkeep.testkit.layers.good.store;

import org.mailkeep.testkit.layers.good.domain.Verdict;

public record Verdicts(Verdict verdict) {
    Class<?> entity() {
        return VerdictEntity.class;
    }
}
