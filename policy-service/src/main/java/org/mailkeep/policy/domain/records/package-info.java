/**
 * The DNS records that a hosted domain has to publish: what they hold ({@link
 * org.mailkeep.policy.domain.records.RecordSet}) and how they are written in a zone file ({@link
 * org.mailkeep.policy.domain.records.ZoneText}).
 */
@NullMarked
package org.mailkeep.policy.domain.records;

import org.jspecify.annotations.NullMarked;
