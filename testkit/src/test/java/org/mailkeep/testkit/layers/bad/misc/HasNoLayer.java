package org.mailkeep.testkit.layers.bad.misc;

public record HasNoLayer() {}
