package org.mailkeep.testkit.layers.bad.config;

import org.xbill.DNS.Name;

public record UsesALibrary(Name name) {}
