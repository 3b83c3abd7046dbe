// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.publish;

import java.util.function.Consumer;

/**
 * What a publisher gets from the driver.
 *
 * @param experiment the name of the experiment that runs
 * @param notes takes sentences that a person should read, from any thread: another port than the
 *     one that was asked for, a receiver that is away
 */
public record PublisherContext(String experiment, Consumer<String> notes) {}
