// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

/**
 * What a validation found.
 *
 * @param step updates done before it
 * @param loss the loss over the validation split
 * @param nmse mean squared error over mean target power, of the validation split
 */
public record Validation(long step, double loss, double nmse) {}
