// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.regex.Pattern;

/**
 * Configuration of {@link LocalLauncher}.
 *
 * @param workers {@code auto} or how many trials may run at a time
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param inProcess whether trials run in the driver's own process, one after another
 */
public record LocalConfig(String workers, String device, boolean inProcess) {

    private static final Pattern WORKERS = Pattern.compile("auto|[1-9][0-9]{0,3}");
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|gpu|gpu:[0-9]{1,3}");

    /**
     * @throws IllegalArgumentException if a value has none of these forms
     */
    public LocalConfig {
        if (!WORKERS.matcher(workers).matches()) {
            throw new IllegalArgumentException(
                    "workers = \"" + workers + "\" must be auto or a number from 1 to 9999");
        }
        if (!DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException(
                    "device = \""
                            + device
                            + "\" must be auto, cpu, gpu or gpu:N, N counted from 0");
        }
    }
}
