package org.mailkeep.testkit.layers.bad.store;

import jakarta.persistence.Entity;

@Entity
public class PublicEntity {}
