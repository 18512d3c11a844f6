package org.mailkeep.testkit.layers.good.events;

import org.mailkeep.testkit.layers.good.domain.Verdict;
import org.mailkeep.testkit.layers.good.store.Outbox;

public record Publisher(Verdict verdict, Outbox outbox, Outbox.Row row) {}
