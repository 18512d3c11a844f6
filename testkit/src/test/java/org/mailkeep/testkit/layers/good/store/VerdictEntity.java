package org.mailkeep.testkit.layers.good.store;

import jakarta.persistence.Entity;

@Entity
class VerdictEntity {}
