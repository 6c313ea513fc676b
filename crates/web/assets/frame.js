/**
 * Tells the page that embeds this one what happened: onStart, onPassStep, onComplete, onError.
 * The server writes the event and its fields as data-frame-* on <body>; this only passes them on, and only to the
 * origins the server named: the browser drops what is meant for another. Sends nothing when the page is not embedded.
 */

/** Posts the event written on `body`, once for each page. */
export function report(body) {
  const data = body.dataset;
  if (data.frame !== '1' || window.parent === window || !data.frameEvent) return;
  const message = {
    type: data.frameEvent,
    appKey: data.frameAppKey,
    transactionId: data.frameTransactionId,
    externalUserId: data.frameExternalUserId || null,
    flowId: data.frameFlowId,
    mode: data.frameMode,
  };
  if (data.frameStepType) message.stepType = data.frameStepType;
  if (data.frameError) message.error = data.frameError;
  const origins = (data.frameOrigins ?? '').split(' ').filter(Boolean);
  origins.forEach((origin) => window.parent.postMessage(message, origin));
}
