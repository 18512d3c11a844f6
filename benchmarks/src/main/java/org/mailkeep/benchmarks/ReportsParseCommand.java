package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many reports one thread of report-ingest-service's reader takes apart and checks in a second. */
@Command(
        name = "reports-parse",
        mixinStandardHelpOptions = true,
        description = "Reads TLS reports, compressed or in mails, in one thread; or a gzip bomb."
                + " The packaged service has to be on the class path.")
final class ReportsParseCommand implements Callable<Integer> {

    private static final int BOMB = 500;

    @Option(names = "--mails", description = "Mails instead of compressed files.")
    private boolean mails;

    @Option(names = "--bomb", description = "Nothing but a gzip bomb of 500 MiB.")
    private boolean bomb;

    @Option(names = "--seconds", description = "Of processor time for each round (2).")
    private int seconds = 2;

    @Option(names = "--rounds", description = "The median of them counts; as many are run before to warm up (5).")
    private int rounds = 5;

    @Override
    public Integer call() throws IOException {
        var reading = new ReportReading();
        if (bomb) {
            return reading.explode(BOMB, TlsReports.bomb(BOMB)) ? 0 : 1;
        }
        for (TlsReports size : TlsReports.values()) {
            reading.measure(size, mails, rounds, seconds);
        }
        return 0;
    }
}
