package org.mailkeep.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.mailkeep.testkit.infra.FreePort;

/** Looks for ports that somebody else has, before anything is started. */
final class PortCheck {

    /** More of them are mostly a second suite, and the reason is clear from the first ones. */
    private static final int NAMED = 3;

    private PortCheck() {}

    /**
     * Does nothing where all ports can be had.
     *
     * @throws LauncherException naming each port that cannot, and what to do
     */
    static void check(Settings settings, List<Port> ports) {
        var taken = ports.stream()
                .filter(port -> !isFree(port, settings.port(port)))
                .toList();
        if (taken.isEmpty()) {
            return;
        }
        var named = taken.subList(0, Math.min(NAMED, taken.size()));
        var names = named.stream()
                .map(port -> settings.port(port) + " (" + port.label() + ")")
                .collect(Collectors.joining(", "));
        var more = taken.size() > NAMED ? " and " + (taken.size() - NAMED) + " more" : "";
        var variables = named.stream().map(Port::variable).collect(Collectors.joining(", "));
        throw new LauncherException((taken.size() == 1 ? "Port " : "Ports ") + names + more
                + (taken.size() == 1 ? " is" : " are")
                + " in use. Stop the program that listens there, or choose another"
                + " port with " + variables + more + ".");
    }

    private static boolean isFree(Port port, int number) {
        return FreePort.isFree(number) && (port != Port.DEMO_DNS || isFreeForUdp(number));
    }

    private static boolean isFreeForUdp(int number) {
        try (var socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
