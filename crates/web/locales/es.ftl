### Spanish. Keys and variables as in en.ftl.

## Every page
language-dir = ltr
page-title = { $step } · { $tenant }
skip-to-content = Ir al contenido
language = Idioma
back = Atrás
progress = Paso { $current } de { $total }
continue = Continuar
change = Cambiar
change-what = Cambiar: { $what }
cancel = Cancelar
try-again = Volver a intentar
optional = opcional
choose = Elegir
yes = Sí
no = No
test-mode = Modo de prueba: aquí nada cuenta
problem-title = Algo requiere su atención
progress-is-saved = Su progreso está guardado. Puede volver con el mismo enlace.
reference = Número de referencia
help = ¿Necesita ayuda? Escriba a { $mail }
tries-left = { $tries ->
    [one] Le queda { $tries } intento.
   *[other] Le quedan { $tries } intentos.
}

## Consent
step-consent = Antes de empezar
consent-title = { $tenant } le pide que confirme su identidad
consent-who = Quién lo pide
consent-why = Por qué
consent-what = Qué necesita
consent-kept = Cuánto tiempo se guarda
consent-months = { $months ->
    [one] { $months } mes, después se borra
   *[other] { $months } meses, después se borra
}
consent-years = { $years ->
    [one] { $years } año, después se borra
   *[other] { $years } años, después se borra
}
consent-minutes = { $minutes ->
    [one] Esto lleva cerca de { $minutes } minuto.
   *[other] Esto lleva unos { $minutes } minutos.
}
consent-agree = Aceptar y empezar
consent-decline = No acepto
declined-title = No ha aceptado
declined-text = No se ha recogido nada. Para empezar más tarde, abra de nuevo su enlace.

## Identity document
step-document = Documento de identidad
document-choose-title = ¿Qué documento va a usar?
document-country = País que lo emitió
document-type = Tipo de documento
document-passport = Pasaporte
document-identity_card = Carné de identidad
document-driving_licence = Permiso de conducir
document-residence_permit = Permiso de residencia
document-front = Anverso
document-back = Reverso
document-front-title = Haga una foto del anverso
document-back-title = Ahora dele la vuelta
document-passport-title = Haga una foto de la página con la fotografía
document-guide = Mantenga las cuatro esquinas dentro del marco.
document-tips = Use el original, colóquelo plano y evite los reflejos.

## Selfie and address
step-selfie = Selfi
selfie-title = Hágase un selfi
selfie-guide = Mire al frente y mantenga la cara dentro del óvalo.
selfie-tips = Póngase frente a la luz. Quítese las gafas de sol y el sombrero.
step-selfie_document = Selfi con documento
selfie_document-title = Hágase un selfi con su documento
selfie_document-guide = Sostenga el documento junto a la cara, sin tapar ninguno de los dos.
selfie_document-tips = La cara y el texto del documento deben verse nítidos.
step-address = Justificante de domicilio
address-title = Muestre dónde vive
address-guide = Mantenga toda la página dentro del marco.
address-tips = Un extracto bancario, una factura o una carta oficial de los últimos 3 meses, con su nombre y dirección. Imagen o PDF.
step-additional = Documento adicional
additional-title = Muestre el documento
additional-guide = Mantenga toda la página dentro del marco.
additional-tips = Completo, nítido y legible. Imagen o PDF.

## Camera and upload
camera-start = Usar la cámara
camera-shoot = Hacer la foto
camera-use = Usar esta foto
camera-again = Repetir
camera-live = Cámara en directo
camera-preview = La foto que ha hecho
camera-dark = Demasiado oscuro. Gire hacia la luz.
camera-bright = Demasiado claro. Aléjese de la luz.
camera-blurry = Aún no está nítido. Aléjese un poco.
camera-still = No se mueva.
camera-ready = Bien. Manténgalo así.
camera-check = ¿Se lee todo con claridad?
camera-refused = Su navegador no permitió la cámara. Puede subir una imagen en su lugar.
camera-missing = No se encontró ninguna cámara. Puede subir una imagen en su lugar.
camera-busy = Otra aplicación está usando la cámara. Ciérrela o suba una imagen.
upload-label = Elegir una imagen
upload-label-pdf = Elegir una imagen o un PDF
upload-instead = Subir un archivo
upload-drop = También puede soltar o pegar un archivo aquí.
upload-formats = JPEG, PNG o WebP, hasta { $megabytes } MB
upload-formats-pdf = JPEG, PNG, WebP o PDF, hasta { $megabytes } MB
upload-send = Enviar
upload-sending = Enviando: { $percent }, quedan { $left }
upload-checking = Enviado. Se está comprobando el archivo.
upload-failed = Se perdió la conexión. Su archivo sigue aquí.
upload-cancelled = Se canceló el envío. Su archivo sigue aquí.

## Continue on the phone
phone-title = Continúe en su teléfono
phone-text = Escanee este código con la cámara del teléfono. Esta página avanza con usted.
phone-alt = Código que abre esta verificación en un teléfono
phone-followed = Ha continuado en otro dispositivo. Esta página ha avanzado con usted.

## Mail and phone codes
step-email = Correo electrónico
email-title = ¿Cuál es su correo electrónico?
email-label = Correo electrónico
email-text = Recibirá un código para confirmarlo.
step-phone = Número de teléfono
phone-number-title = ¿Cuál es su número de teléfono?
phone-number-label = Número de teléfono con prefijo del país
phone-number-text = Recibirá un código por SMS.
code-title = Introduzca el código
code-label = Código de seis cifras
code-sent = El código se envió a { $address }.
code-expires = { $minutes ->
    [one] Sirve durante { $minutes } minuto.
   *[other] Sirve durante { $minutes } minutos.
}
code-send = Enviar código
code-confirm = Confirmar
code-resend = Enviar un código nuevo
code-other-address = Usar otro
code-wrong = Este código no coincide. Revíselo o pida uno nuevo.
code-expired = Este código ha caducado. Pida uno nuevo.
resume-title = Confirme que es usted
resume-text = Ha abierto este enlace en un dispositivo nuevo. Introduzca un código para continuar.

## Questionnaire
step-questionnaire = Preguntas
questionnaire-required = Responda a esta pregunta.
questionnaire-invalid = Revise esta respuesta.
questionnaire-file-types = Esta pregunta solo admite estos archivos: { $types }
questionnaire-too-long = Acorte esta respuesta.
questionnaire-row = Afirmación

## Device and location
step-device = Dispositivo y ubicación
device-title = Comparta su ubicación
device-text = { $tenant } pregunta qué dispositivo usa y dónde está ahora. Se lee una sola vez, solo para esta verificación.
device-what = Su navegador, idioma, zona horaria y ubicación aproximada
device-share = Compartir y continuar
device-skip = Continuar sin ubicación
device-asking = Su navegador le pide permiso ahora.
device-refused = Su ubicación no se ha compartido. Puede permitirla en los ajustes del navegador o continuar sin ella.
device-unavailable = No se pudo encontrar su ubicación. Puede volver a intentarlo o continuar sin ella.

## Review and done
step-review = Revisión
review-title = ¿Está todo bien?
review-text = Cuando lo envíe, lo mirará una persona.
review-submit = Enviar a revisión
review-not-given = Sin indicar
review-shared = Compartido
review-confirmed = Confirmado
step-done = Listo
done-title = Gracias, lo tenemos todo
done-next = Qué pasa ahora
done-next-text = Una persona revisa lo que ha enviado. { $tenant } le comunicará el resultado.
done-time = { $hours ->
    [one] Suele tardar hasta { $hours } hora.
   *[other] Suele tardar hasta { $hours } horas.
}
done-mail = Recibirá un correo en { $address }.
done-close = Puede cerrar esta página.

## A step that needs another try
refused-title = Un intento más: { $step }
refused-picture = La imagen que envió
refused-why = Qué no estaba bien
refused-example = Cómo es una buena imagen
refused-good-document = Cuatro esquinas visibles, texto nítido, sin reflejos.
refused-good-selfie = Cara entera visible, luz uniforme, ojos abiertos.
refused-good-address = Página entera visible, con nombre, dirección y fecha.
refused-retry = Repetir este paso

## Pages that end the way
error-expired-title = Este enlace ha caducado
error-expired-text = Los enlaces sirven durante un tiempo limitado. Pida uno nuevo a { $tenant }.
error-void-title = Este enlace ya no sirve
error-void-text = Se envió un enlace más reciente. Use ese o pida otro.
error-finished-title = Ya ha terminado
error-finished-text = Todo se ha enviado. No queda nada por hacer.
error-paused-title = La verificación está en pausa
error-paused-text = { $tenant } no acepta verificaciones en este momento. Su progreso está guardado. Inténtelo más tarde.
error-deletion-title = Sus datos se van a borrar
error-deletion-text = El borrado está previsto para el { $date }. Para continuar, pida antes a { $tenant } que lo detenga.
error-tries-title = No quedan intentos
error-tries-text = Este paso se intentó demasiadas veces. { $tenant } puede ayudarle a continuar.
error-missing-title = Página no encontrada
error-missing-text = Compruebe que copió el enlace entero o ábralo de nuevo desde su mensaje.
error-busy-title = Espere un momento
error-busy-text = Hubo muchas solicitudes a la vez. Espere un minuto y vuelva a intentarlo.
error-server-title = Algo falló por nuestra parte
error-server-text = Lo que ya envió está a salvo. Vuelva a intentarlo en unos minutos.

## Why a picture was refused at once
intake-empty = El archivo está vacío. Elíjalo de nuevo o haga otra foto.
intake-too_large = El archivo es demasiado grande. Envíe uno de hasta { $megabytes } MB.
intake-unsupported = Este tipo de archivo no se puede leer. Envíe una imagen JPEG, PNG o WebP.
intake-heic = Las imágenes HEIC no se pueden leer aquí. Guárdela como JPEG o haga la foto en esta página.
intake-animated = No se pueden usar imágenes en movimiento. Envíe una imagen fija.
intake-too_many_pixels = La imagen tiene demasiados píxeles. Envíe una más pequeña.
intake-too_small = La imagen es demasiado pequeña para leerla. Envíe una más grande.
intake-truncated = El archivo no llegó completo. Envíelo de nuevo.
intake-corrupt = El archivo está dañado. Haga otra foto o elija otro archivo.
intake-blank = En la imagen no se ve nada. Haga otra con buena luz.
intake-encrypted_pdf = El PDF pide una contraseña. Envíe uno sin contraseña o una imagen.
intake-too_many_pages = El PDF tiene demasiadas páginas. Envíe solo la página con su dirección.
intake-active_pdf = El PDF contiene scripts o adjuntos. Imprímalo en un PDF nuevo o envíe una imagen.

## Why a step or the whole verification was not accepted
reason-document_unreadable = No se pudo leer el documento. Haga una foto más nítida con buena luz.
reason-document_expired = El documento ha caducado. Use uno vigente.
reason-document_type_unsupported = Este tipo de documento no se acepta aquí. Use otro.
reason-document_incomplete = Falta una parte del documento. Muestre las cuatro esquinas y las dos caras.
reason-face_not_visible = No se vio bien su cara. Mire al frente con luz uniforme.
reason-face_mismatch = No se pudo relacionar la cara del selfi con el documento. Hágase otro selfi.
reason-glare = Un reflejo tapa parte del documento. Inclínelo un poco, lejos de la luz.
reason-blur = La imagen no está nítida. No se mueva y espere al enfoque.
reason-screenshot_or_copy = Parece una copia o la foto de una pantalla. Use el documento original.
reason-data_mismatch = Los datos que indicó difieren del documento. Revíselos y vuelva a intentarlo.
reason-address_not_found = No se encontró su dirección en la página. Envíe una con nombre y dirección.
reason-address_document_old = El documento es demasiado antiguo. Envíe uno de los últimos 3 meses.
reason-underage = Aún no tiene la edad requerida.
reason-suspected_fraud = La verificación no se pudo completar con lo enviado.
reason-duplicate = Ya se le verificó con otra solicitud.
reason-document_not_found = No se ve ningún documento en la imagen. Fotografíe su documento.
reason-document_invalid = Este documento no es válido. Use otro.
reason-upload_failed = El archivo llegó dañado. Envíelo de nuevo.
reason-country_not_accepted = No se aceptan personas o documentos de este país.
reason-too_many_tries = Se intentó demasiadas veces sin éxito.
reason-address_unreadable = No se pudo leer el comprobante de domicilio. Haga una imagen más nítida con buena luz.
reason-address_mismatch = Sus datos no coinciden con el comprobante de domicilio.
reason-timed_out = La verificación no se terminó a tiempo.
reason-other = Esto no se pudo aceptar. Vea la nota para más detalles.

## Your own page
me-title = Sus solicitudes
me-lead = Aquí aparece lo que { $tenant } le pide.
me-open = Abiertas
me-none-title = Nada que hacer
me-none-text = Cuando { $tenant } le pida algo, aparecerá aquí al momento.
me-past = Respuestas anteriores
me-new = Ha llegado una solicitud nueva.
me-back = Todas las solicitudes
me-asks-transaction = { $tenant } le pide que confirme una operación
me-asks-login = { $tenant } le pide que confirme un inicio de sesión
me-asks-location = { $tenant } pregunta dónde está
me-asks-device = { $tenant } pregunta qué dispositivo usa
me-asks-document = { $tenant } le pide un documento
me-asked-at = Pedido
me-answered-at = Respondido
me-ends-at = Termina
me-address = Dirección de internet de la respuesta
me-in-moment = en menos de un minuto
me-in-minutes = { $minutes ->
    [one] en { $minutes } minuto
   *[other] en { $minutes } minutos
}
me-in-hours = { $hours ->
    [one] en { $hours } hora
   *[other] en { $hours } horas
}
me-in-days = { $days ->
    [one] en { $days } día
   *[other] en { $days } días
}
me-approve = Aprobar
me-decline = Rechazar
me-not-you = Si no ha sido usted, rechace.
me-selfie-first = Hágase un selfi para aprobar
me-selfie-why = Muestra que es usted. { $tenant } recibe la imagen con su respuesta. Para rechazar no hace falta ninguna imagen.
me-selfie-check = ¿Se ve toda la cara con nitidez?
me-selfie-missing = Para aprobar hace falta un selfi. Hágaselo primero.
me-location-what = { $tenant } recibe la posición que indica este dispositivo. Se lee una sola vez, cuando pulsa el botón.
me-location-share = Compartir mi ubicación
me-location-refused = Su ubicación no se ha compartido. Puede permitirla en los ajustes del navegador o elegir no compartirla.
me-location-unavailable = No se pudo encontrar su ubicación. Puede volver a intentarlo o elegir no compartirla.
me-location-missing = Su ubicación no ha llegado. Vuelva a intentarlo.
me-refuse = No compartir
me-no-script = Los scripts están desactivados en este navegador, así que no puede indicar su ubicación. Actívelos o elija no compartirla.
me-device-what = { $tenant } recibe el tipo de dispositivo y su sistema, el nivel de batería, el tipo de conexión y su dirección de internet, en la medida en que este navegador los indica.
me-device-place = Si está de acuerdo, se envía también su posición, que se lee una sola vez al pulsar el botón.
me-device-share = Compartir solo el dispositivo
me-device-share-place = Compartir dispositivo y ubicación
me-device-refused = Su ubicación no se ha compartido. Puede permitirla en los ajustes del navegador o compartir solo el dispositivo.
me-device-unavailable = No se pudo encontrar su ubicación. Puede volver a intentarlo o compartir solo el dispositivo.
me-status-approved = Aprobado
me-status-declined = Rechazado
me-status-answered = Compartido
me-status-refused = No compartido
me-status-expired = Terminado sin respuesta
me-approved-title = Usted lo aprobó
me-declined-title = Usted lo rechazó
me-answered-title = Usted lo compartió
me-refused-title = Usted no lo compartió
me-expired-title = Esta solicitud ha terminado
me-expired-text = No se respondió a tiempo, así que no se aprobó ni se compartió nada. Si aún lo necesita, empiece de nuevo en { $tenant }.
me-told = { $tenant } tiene su respuesta.
me-already = Esta solicitud ya se respondió. Una respuesta cuenta una sola vez.
me-push-title = Enterarse al momento
me-push-text = Este navegador puede avisarle cuando { $tenant } pida algo. El aviso no dice qué.
me-push-allow = Permitir avisos
me-push-on = Los avisos están activados en este navegador.
me-push-blocked = Los avisos están bloqueados. Puede permitirlos en los ajustes del navegador.
me-push-failed = No se pudieron activar los avisos. Inténtelo más tarde.
me-install-text = Para tener esta página a mano, añádala a la pantalla de inicio desde el menú del navegador.
me-install = Instalar como aplicación
me-notify-confirmation = { $tenant } le pide que confirme algo
me-notify-other = { $tenant } le pide algo
me-notify-text = Abra para verlo y responder.

## Mails and text messages
mail-hello = Hola, { $name }:
mail-hello-unnamed = Hola:
mail-ignore = Si no esperaba este mensaje, puede ignorarlo.
mail-automatic = Este mensaje se envió en nombre de { $tenant }. No responda a él.
mail-link-subject = { $tenant }: confirme su identidad
mail-link-text = { $tenant } le pide que confirme su identidad. Tenga a mano su documento.
mail-link-button = Empezar la verificación
mail-link-until = El enlace sirve hasta el { $date }. Es solo para usted; no lo reenvíe.
mail-resubmit-subject = { $tenant }: falta un paso más
mail-resubmit-again = Gracias por lo que ha enviado. Hay que repetir uno o varios pasos.
mail-resubmit-reason = Motivo: { $reason }
mail-resubmit-button = Continuar la verificación
mail-approved-subject = { $tenant }: su verificación está completa
mail-approved-text = Su verificación se ha aprobado. No queda nada por hacer.
mail-rejected-subject = { $tenant }: el resultado de su verificación
mail-rejected-text = Su verificación no se ha podido aprobar.
mail-request-subject = { $tenant } le pide un documento: { $title }
mail-request-text = { $tenant } le pide: { $title }.
mail-request-button = Abrir su página
mail-refused-subject = { $tenant }: no se pudo aceptar un documento
mail-refused-text = No se pudo aceptar un documento que envió.
mail-inquiry-subject = { $tenant } le pide una confirmación
mail-inquiry-text = { $tenant } espera su respuesta.
mail-inquiry-button = Ver y responder
mail-inquiry-warning = Responda solo si lo espera. Si no, rechace y avise a { $tenant }.
mail-rejected-contact = Si tiene preguntas, contacte con { $tenant } e indique esta referencia: { $reference }.
mail-code-subject = { $code } es su código para { $tenant }
mail-code-text = Su código es { $code }.
mail-code-warning = No comparta nunca este código. Nadie de { $tenant } se lo pedirá.
sms-code = { $code } es su código para { $tenant }. No lo comparta.

## Details, answers and forms
consent-purpose = { $tenant } tiene que saber quiénes son sus clientes.
document-details = Tus datos, exactamente como en el documento
document-surname = Apellidos
document-given_names = Nombres
document-birth_on = Fecha de nacimiento
document-number = Número del documento
field-required = Rellena este campo.
field-too-long = Acorta este texto.
details-birth_on = Escribe una fecha de nacimiento que exista, por ejemplo 1990-02-28.
contact-email = Escribe una dirección de correo, por ejemplo nombre@example.com.
contact-phone = Escribe el número completo con el prefijo del país, por ejemplo +49 30 123456.
code-wait = Acabamos de enviar un código. Espera un poco antes de pedir otro.
questionnaire-other = Descríbelo
questionnaire-kept = Ya enviado: { $name }
questionnaire-remove = Quitar
error-form-title = Esta página estuvo abierta demasiado tiempo
error-form-text = Vuelve a cargarla. No se ha perdido nada de lo que enviaste.
error-upload-title = El archivo no llegó completo
error-upload-text = La conexión se cortó durante el envío. Lo que enviaste antes está a salvo. Vuelve atrás y envía el archivo otra vez.
error-expired-anyone = Los enlaces funcionan por tiempo limitado. Pide uno nuevo a quien te lo envió.
error-paused-anyone = Ahora mismo no se aceptan verificaciones aquí. Tu progreso está guardado. Inténtalo más tarde.
error-deletion-anyone = La eliminación está prevista. Para continuar, pide primero a quien envió el enlace que la detenga.
questionnaire-other-choice = Otro
questionnaire-none-choice = Ninguno de estos
