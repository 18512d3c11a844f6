package org.mailkeep.testkit.layers.good.api.socketmap;

import org.mailkeep.testkit.layers.good.app.Evaluate;

public record Server(Evaluate evaluate) {}
