package org.mailkeep.testkit.layers.bad.domain;

import org.xbill.DNS.Name;

public record UsesALibrary(Name name) {}
