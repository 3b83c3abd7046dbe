// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.runtime.store.StoredLine;

/**
 * Whether an error is too good to be true: under a floor that binds the model, by more than chance
 * explains.
 *
 * <pre>{@code
 * error + 5 standard errors < floor
 * }</pre>
 *
 * <p>A right model is suspected once in 3 million errors that lie exactly on their floor.
 */
final class Suspicion {

    private static final double STANDARD_ERRORS = 5;

    /** Floors are computed to about 1e-10 of the target power, errors to that of their floats. */
    private static final double ROUNDING = 1e-9;

    private Suspicion() {}

    /**
     * Why, in a sentence; empty if nothing is wrong, or the trial measured no standard error.
     *
     * @param line a line beside one of the errors
     * @param metrics of the trial
     * @param standardError the name of the metric that is the standard error
     */
    static Optional<String> of(StoredLine line, Map<String, Double> metrics, String standardError) {
        Double error = metrics.get(line.metric());
        Double deviation = metrics.get(standardError);
        if (line.role() != Role.FLOOR
                || error == null
                || deviation == null
                || error + STANDARD_ERRORS * deviation + ROUNDING >= line.value()) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s is %.3g +- %.1g, under the %s of %.3g: no model that is what it claims"
                                + " can be there. Something leaks (the future, the target), an error"
                                + " is normalised wrongly, or the model is not what it claims",
                        line.metric(),
                        error,
                        deviation,
                        line.reference(),
                        line.value()));
    }
}
