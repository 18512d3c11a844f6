package org.mailkeep.testkit.layers.bad.store;

public record Rows(int count) {}
