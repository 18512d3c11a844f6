package org.mailkeep.testkit.layers.good.store;

public final class Outbox {
    private Outbox() {}

    public record Row(String payload) {}
}
