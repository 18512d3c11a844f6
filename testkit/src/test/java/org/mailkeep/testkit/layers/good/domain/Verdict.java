package org.mailkeep.testkit.layers.good.domain;

import org.mailkeep.contracts.DomainName;

public record Verdict(DomainName domain) {}
