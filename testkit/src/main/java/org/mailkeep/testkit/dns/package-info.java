/**
 * A DNS server on loopback that answers like a recursive resolver which passes DNSSEC data on without validating it.
 *
 * <p>Zones are written as zone text and signed when they are loaded, from a root with its own trust anchor downwards
 * ({@link org.mailkeep.testkit.dns.Zone}). Single names can be told to misbehave
 * ({@link org.mailkeep.testkit.dns.DnsFaults}).
 */
@NullMarked
package org.mailkeep.testkit.dns;

import org.jspecify.annotations.NullMarked;
