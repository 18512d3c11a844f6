package org.mailkeep.testkit.world;

/**
 * Somebody in the demo world whose key can be looked up.
 *
 * @param address the mail address
 * @param shows what there is to be seen
 * @param result of the lookup: {@code found}, {@code not-found} or {@code temp-fail}
 * @param source where the key is found; empty where it is not
 * @param status of the key; empty where there is none
 */
public record DemoCorrespondent(String address, String shows, String result, String source, String status) {}
