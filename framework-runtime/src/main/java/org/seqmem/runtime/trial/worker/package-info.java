// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/**
 * A worker as a process of its own, and the records that it exchanges with its driver.
 *
 * <p>Messages are JSON text sequences (RFC 7464): record separator (0x1E), one JSON object,
 * newline; less than 4 KiB each. The driver writes to the worker's standard input, the worker to
 * its standard output. Every other byte on standard output is log: virtual machine and native code
 * print there too, past {@link System#out}. A worker whose standard input ends has lost its driver
 * and dies.
 */
@NullMarked
package org.seqmem.runtime.trial.worker;

import org.jspecify.annotations.NullMarked;
