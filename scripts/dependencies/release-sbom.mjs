import { createHash } from 'node:crypto';

/**
 * npm's CycloneDX document as it is released: named after the product and not after the folder of the checkout, with the commit's time
 * and a serial number that follows from the contents, so that the same commit gives the same bytes.
 */
export function releaseSbom(text, { name, version, epochSeconds }) {
  const document = JSON.parse(text);
  document.metadata.timestamp = new Date(epochSeconds * 1000).toISOString();
  document.metadata.component = { ...document.metadata.component, name, version };
  delete document.serialNumber;
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  // A UUID of version 8, RFC 9562: its other bits are free.
  const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return `${JSON.stringify({ ...document, serialNumber: `urn:uuid:${id}` }, null, 1)}\n`;
}
