package org.mailkeep.testkit.layers.contracts;

import org.xbill.DNS.Name;

public record UsesALibrary(Name name) {}
