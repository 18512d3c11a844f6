package org.mailkeep.testkit.layers.contracts.fine;

public record Plain(String text) {}
