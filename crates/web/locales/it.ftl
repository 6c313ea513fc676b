### Italian. Keys and variables as in en.ftl.

## Every page
language-dir = ltr
page-title = { $step } · { $tenant }
skip-to-content = Vai al contenuto
language = Lingua
back = Indietro
progress = Passo { $current } di { $total }
continue = Continua
change = Modifica
change-what = Modifica: { $what }
cancel = Annulla
try-again = Riprova
optional = facoltativo
choose = Scegli
yes = Sì
no = No
test-mode = Modalità di prova: qui nulla conta
problem-title = Qualcosa richiede la tua attenzione
progress-is-saved = I tuoi progressi sono salvati. Puoi tornare con lo stesso link.
reference = Numero di riferimento
help = Serve aiuto? Scrivi a { $mail }
tries-left = { $tries ->
    [one] Hai ancora { $tries } tentativo.
   *[other] Hai ancora { $tries } tentativi.
}

## Consent
step-consent = Prima di iniziare
consent-title = { $tenant } ti chiede di confermare la tua identità
consent-who = Chi lo chiede
consent-why = Perché
consent-what = Che cosa ti serve
consent-kept = Per quanto tempo si conserva
consent-months = { $months ->
    [one] { $months } mese, poi si cancella
   *[other] { $months } mesi, poi si cancella
}
consent-years = { $years ->
    [one] { $years } anno, poi si cancella
   *[other] { $years } anni, poi si cancella
}
consent-minutes = { $minutes ->
    [one] Richiede circa { $minutes } minuto.
   *[other] Richiede circa { $minutes } minuti.
}
consent-agree = Accetta e inizia
consent-decline = Non accetto
declined-title = Non hai accettato
declined-text = Non è stato raccolto nulla. Per iniziare più tardi, riapri il tuo link.

## Identity document
step-document = Documento d’identità
document-choose-title = Quale documento userai?
document-country = Paese che lo ha rilasciato
document-type = Tipo di documento
document-passport = Passaporto
document-identity_card = Carta d’identità
document-driving_licence = Patente di guida
document-residence_permit = Permesso di soggiorno
document-front = Fronte
document-back = Retro
document-front-title = Fotografa il fronte
document-back-title = Ora giralo
document-passport-title = Fotografa la pagina con la foto
document-guide = Tieni tutti e quattro gli angoli nella cornice.
document-tips = Usa l’originale, appoggialo in piano ed evita i riflessi.

## Selfie and address
step-selfie = Selfie
selfie-title = Scatta un selfie
selfie-guide = Guarda dritto e tieni il viso dentro l’ovale.
selfie-tips = Mettiti verso la luce. Togli occhiali da sole e cappello.
step-selfie_document = Selfie con documento
selfie_document-title = Scatta un selfie con il documento
selfie_document-guide = Tieni il documento accanto al viso, senza coprire nessuno dei due.
selfie_document-tips = Il viso e il testo del documento devono essere nitidi.
step-address = Prova di residenza
address-title = Mostra dove abiti
address-guide = Tieni tutta la pagina nella cornice.
address-tips = Un estratto conto, una bolletta o una lettera ufficiale degli ultimi 3 mesi, con nome e indirizzo. Immagine o PDF.
step-additional = Documento aggiuntivo
additional-title = Mostra il documento
additional-guide = Tieni tutta la pagina dentro la cornice.
additional-tips = Intero, nitido e leggibile. Immagine o PDF.

## Camera and upload
camera-start = Usa la fotocamera
camera-shoot = Scatta la foto
camera-use = Usa questa foto
camera-again = Scatta di nuovo
camera-live = Fotocamera dal vivo
camera-preview = La foto che hai scattato
camera-dark = Troppo buio. Girati verso la luce.
camera-bright = Troppo chiaro. Allontanati dalla luce.
camera-blurry = Non ancora nitido. Allontanati un po’.
camera-still = Resta fermo.
camera-ready = Bene. Tieni così.
camera-check = Si legge tutto chiaramente?
camera-refused = Il browser non ha permesso la fotocamera. Puoi caricare un’immagine.
camera-missing = Nessuna fotocamera trovata. Puoi caricare un’immagine.
camera-busy = Un’altra app sta usando la fotocamera. Chiudila o carica un’immagine.
upload-label = Scegli un’immagine
upload-label-pdf = Scegli un’immagine o un PDF
upload-instead = Carica invece un file
upload-drop = Puoi anche trascinare o incollare qui un file.
upload-formats = JPEG, PNG o WebP, fino a { $megabytes } MB
upload-formats-pdf = JPEG, PNG, WebP o PDF, fino a { $megabytes } MB
upload-send = Invia
upload-sending = Invio: { $percent }, mancano { $left }
upload-checking = Inviato. Ora controlliamo il file.
upload-failed = La connessione si è interrotta. Il tuo file è ancora qui.
upload-cancelled = L’invio è stato annullato. Il tuo file è ancora qui.

## Continue on the phone
phone-title = Continua sul telefono
phone-text = Inquadra questo codice con la fotocamera del telefono. Questa pagina ti segue.
phone-alt = Codice che apre questa verifica su un telefono
phone-followed = Hai continuato su un altro dispositivo. Questa pagina ti ha seguito.

## Mail and phone codes
step-email = Indirizzo email
email-title = Qual è il tuo indirizzo email?
email-label = Indirizzo email
email-text = Riceverai un codice per confermarlo.
step-phone = Numero di telefono
phone-number-title = Qual è il tuo numero di telefono?
phone-number-label = Numero di telefono con prefisso internazionale
phone-number-text = Riceverai un codice via SMS.
code-title = Inserisci il codice
code-label = Codice di sei cifre
code-sent = Il codice è stato inviato a { $address }.
code-expires = { $minutes ->
    [one] Vale { $minutes } minuto.
   *[other] Vale { $minutes } minuti.
}
code-send = Invia codice
code-confirm = Conferma
code-resend = Invia un nuovo codice
code-other-address = Usa un altro recapito
code-wrong = Questo codice non corrisponde. Controllalo o chiedine uno nuovo.
code-expired = Questo codice è scaduto. Chiedine uno nuovo.
resume-title = Conferma che sei tu
resume-text = Hai aperto questo link su un nuovo dispositivo. Inserisci un codice per continuare.

## Questionnaire
step-questionnaire = Domande
questionnaire-required = Rispondi a questa domanda.
questionnaire-invalid = Controlla questa risposta.
questionnaire-file-types = Questa domanda accetta solo questi file: { $types }
questionnaire-too-long = Accorcia questa risposta.
questionnaire-row = Affermazione

## Device and location
step-device = Dispositivo e posizione
device-title = Condividi la tua posizione
device-text = { $tenant } chiede quale dispositivo usi e dove ti trovi ora. Viene letto una volta sola, solo per questa verifica.
device-what = Il tuo browser, la lingua, il fuso orario e la posizione approssimativa
device-share = Condividi e continua
device-skip = Continua senza posizione
device-asking = Il browser ora chiede il permesso.
device-refused = La tua posizione non è stata condivisa. Puoi permetterla nelle impostazioni del browser o continuare senza.
device-unavailable = Non è stato possibile trovare la tua posizione. Puoi riprovare o continuare senza.

## Review and done
step-review = Riepilogo
review-title = È tutto giusto?
review-text = Dopo l’invio, lo guarderà una persona.
review-submit = Invia per la revisione
review-not-given = Non fornito
review-shared = Condiviso
review-confirmed = Confermato
step-done = Fatto
done-title = Grazie, abbiamo tutto
done-next = Che cosa succede ora
done-next-text = Una persona esamina ciò che hai inviato. { $tenant } ti farà sapere il risultato.
done-time = { $hours ->
    [one] Di solito richiede fino a { $hours } ora.
   *[other] Di solito richiede fino a { $hours } ore.
}
done-mail = Riceverai un’email a { $address }.
done-close = Puoi chiudere questa pagina.

## A step that needs another try
refused-title = Ancora un tentativo: { $step }
refused-picture = L’immagine che hai inviato
refused-why = Che cosa non andava
refused-example = Come si presenta una buona immagine
refused-good-document = Quattro angoli visibili, testo nitido, nessun riflesso.
refused-good-selfie = Viso intero visibile, luce uniforme, occhi aperti.
refused-good-address = Pagina intera visibile, con nome, indirizzo e data.
refused-retry = Ripeti questo passo

## Pages that end the way
error-expired-title = Questo link è scaduto
error-expired-text = I link valgono per un tempo limitato. Chiedine uno nuovo a { $tenant }.
error-void-title = Questo link non funziona più
error-void-text = È stato inviato un link più recente. Usa quello o chiedine un altro.
error-finished-title = Hai già finito
error-finished-text = Tutto è stato inviato. Non c’è altro da fare.
error-paused-title = La verifica è in pausa
error-paused-text = { $tenant } non accetta verifiche in questo momento. I tuoi progressi sono salvati. Riprova più tardi.
error-deletion-title = I tuoi dati saranno cancellati
error-deletion-text = La cancellazione è prevista per il { $date }. Per continuare, chiedi prima a { $tenant } di fermarla.
error-tries-title = Tentativi finiti
error-tries-text = Questo passo è stato tentato troppe volte. { $tenant } può aiutarti a continuare.
error-missing-title = Pagina non trovata
error-missing-text = Controlla di aver copiato tutto il link o riaprilo dal tuo messaggio.
error-busy-title = Attendi un momento
error-busy-text = Ci sono state molte richieste insieme. Aspetta un minuto, poi riprova.
error-server-title = Qualcosa è andato storto da parte nostra
error-server-text = Ciò che hai già inviato è al sicuro. Riprova tra qualche minuto.

## Why a picture was refused at once
intake-empty = Il file è vuoto. Sceglilo di nuovo o scatta una nuova foto.
intake-too_large = Il file è troppo grande. Inviane uno fino a { $megabytes } MB.
intake-unsupported = Questo tipo di file non si può leggere. Invia un’immagine JPEG, PNG o WebP.
intake-heic = Le immagini HEIC non si possono leggere qui. Salvala come JPEG o scatta la foto in questa pagina.
intake-animated = Le immagini animate non si possono usare. Invia un’immagine fissa.
intake-too_many_pixels = L’immagine ha troppi pixel. Inviane una più piccola.
intake-too_small = L’immagine è troppo piccola per leggerla. Inviane una più grande.
intake-truncated = Il file non è arrivato completo. Invialo di nuovo.
intake-corrupt = Il file è danneggiato. Scatta una nuova foto o scegli un altro file.
intake-blank = L’immagine non mostra nulla. Scattane una nuova con buona luce.
intake-encrypted_pdf = Il PDF richiede una password. Inviane uno senza password, o un’immagine.
intake-too_many_pages = Il PDF ha troppe pagine. Invia solo la pagina con il tuo indirizzo.
intake-active_pdf = Il PDF contiene script o allegati. Stampalo in un nuovo PDF o invia un’immagine.

## Why a step or the whole verification was not accepted
reason-document_unreadable = Il documento non si leggeva. Scatta una foto più nitida con buona luce.
reason-document_expired = Il documento è scaduto. Usane uno ancora valido.
reason-document_type_unsupported = Questo tipo di documento non è accettato qui. Usane un altro.
reason-document_incomplete = Manca una parte del documento. Mostra i quattro angoli e i due lati.
reason-face_not_visible = Il tuo viso non si vedeva bene. Guarda dritto con luce uniforme.
reason-face_mismatch = Non è stato possibile associare il viso del selfie al documento. Scatta un nuovo selfie.
reason-glare = Un riflesso copre parte del documento. Inclinalo un po’, lontano dalla luce.
reason-blur = L’immagine non è nitida. Resta fermo e aspetta la messa a fuoco.
reason-screenshot_or_copy = Sembra una copia o la foto di uno schermo. Usa il documento originale.
reason-data_mismatch = I dati che hai fornito differiscono dal documento. Controllali e riprova.
reason-address_not_found = Il tuo indirizzo non è stato trovato nella pagina. Inviane una con nome e indirizzo.
reason-address_document_old = Il documento è troppo vecchio. Inviane uno degli ultimi 3 mesi.
reason-underage = Non hai ancora l’età richiesta.
reason-suspected_fraud = La verifica non si è potuta completare con quanto inviato.
reason-duplicate = Risulti già verificato con un’altra richiesta.
reason-document_not_found = Nell’immagine non si vede alcun documento. Fotografa il tuo documento.
reason-document_invalid = Questo documento non è valido. Usane un altro.
reason-upload_failed = Il file è arrivato danneggiato. Invialo di nuovo.
reason-country_not_accepted = Persone o documenti di questo paese non possono essere accettati.
reason-too_many_tries = Troppi tentativi senza successo.
reason-address_unreadable = La prova di residenza non è leggibile. Fai un’immagine più nitida con buona luce.
reason-address_mismatch = I tuoi dati non corrispondono alla prova di residenza.
reason-timed_out = La verifica non è stata completata in tempo.
reason-other = Non è stato possibile accettarlo. Vedi la nota per i dettagli.

## Your own page
me-title = Le tue richieste
me-lead = Qui appare ciò che { $tenant } ti chiede.
me-open = Aperte
me-none-title = Niente da fare
me-none-text = Quando { $tenant } ti chiede qualcosa, appare subito qui.
me-past = Risposte precedenti
me-new = È arrivata una nuova richiesta.
me-back = Tutte le richieste
me-asks-transaction = { $tenant } ti chiede di confermare un’operazione
me-asks-login = { $tenant } ti chiede di confermare un accesso
me-asks-location = { $tenant } chiede dove ti trovi
me-asks-device = { $tenant } chiede quale dispositivo usi
me-asks-document = { $tenant } ti chiede un documento
me-asked-at = Chiesto
me-answered-at = Risposto
me-ends-at = Scade
me-address = Indirizzo internet della risposta
me-in-moment = tra meno di un minuto
me-in-minutes = { $minutes ->
    [one] tra { $minutes } minuto
   *[other] tra { $minutes } minuti
}
me-in-hours = { $hours ->
    [one] tra { $hours } ora
   *[other] tra { $hours } ore
}
me-in-days = { $days ->
    [one] tra { $days } giorno
   *[other] tra { $days } giorni
}
me-approve = Approva
me-decline = Rifiuta
me-not-you = Se non sei stato tu, rifiuta.
me-selfie-first = Scatta un selfie per approvare
me-selfie-why = Mostra che sei tu. { $tenant } riceve l’immagine con la tua risposta. Per rifiutare non serve alcuna immagine.
me-selfie-check = Il viso si vede tutto e nitido?
me-selfie-missing = Per approvare serve un selfie. Scattalo prima.
me-location-what = { $tenant } riceve la posizione che questo dispositivo indica. Viene letta una volta sola, quando premi il pulsante.
me-location-share = Condividi la mia posizione
me-location-refused = La tua posizione non è stata condivisa. Puoi permetterla nelle impostazioni del browser o scegliere di non condividerla.
me-location-unavailable = Non è stato possibile trovare la tua posizione. Puoi riprovare o scegliere di non condividerla.
me-location-missing = La tua posizione non è arrivata. Riprova.
me-refuse = Non condividere
me-no-script = Gli script sono disattivati in questo browser, che quindi non può indicare la posizione. Attivali o scegli di non condividere.
me-device-what = { $tenant } riceve il tipo di dispositivo e il suo sistema, il livello della batteria, il tipo di connessione e il tuo indirizzo internet, per quanto questo browser li indica.
me-device-place = Se sei d’accordo, viene inviata anche la tua posizione, letta una volta sola quando premi il pulsante.
me-device-share = Condividi solo il dispositivo
me-device-share-place = Condividi dispositivo e posizione
me-device-refused = La tua posizione non è stata condivisa. Puoi permetterla nelle impostazioni del browser o condividere solo il dispositivo.
me-device-unavailable = Non è stato possibile trovare la tua posizione. Puoi riprovare o condividere solo il dispositivo.
me-status-approved = Approvato
me-status-declined = Rifiutato
me-status-answered = Condiviso
me-status-refused = Non condiviso
me-status-expired = Terminato senza risposta
me-approved-title = Hai approvato
me-declined-title = Hai rifiutato
me-answered-title = Hai condiviso
me-refused-title = Non hai condiviso
me-expired-title = Questa richiesta è terminata
me-expired-text = Non ha avuto risposta in tempo, quindi nulla è stato approvato o condiviso. Se ti serve ancora, ricomincia da { $tenant }.
me-told = { $tenant } ha la tua risposta.
me-already = Questa richiesta ha già avuto risposta. Una risposta conta una volta sola.
me-push-title = Saperlo subito
me-push-text = Questo browser può avvisarti quando { $tenant } chiede qualcosa. La notifica non dice che cosa.
me-push-allow = Permetti le notifiche
me-push-on = Le notifiche sono attive in questo browser.
me-push-blocked = Le notifiche sono bloccate. Puoi permetterle nelle impostazioni del browser.
me-push-failed = Non è stato possibile attivare le notifiche. Riprova più tardi.
me-install-text = Per avere questa pagina a portata di mano, aggiungila alla schermata iniziale dal menu del browser.
me-install = Installa come app
me-notify-confirmation = { $tenant } ti chiede di confermare qualcosa
me-notify-other = { $tenant } ti chiede qualcosa
me-notify-text = Apri per vedere e rispondere.

## Mails and text messages
mail-hello = Ciao { $name },
mail-hello-unnamed = Ciao,
mail-ignore = Se non ti aspettavi questo messaggio, puoi ignorarlo.
mail-automatic = Questo messaggio è stato inviato per conto di { $tenant }. Non rispondere.
mail-link-subject = { $tenant }: conferma la tua identità
mail-link-text = { $tenant } ti chiede di confermare la tua identità. Tieni a portata di mano il documento.
mail-link-button = Inizia la verifica
mail-link-until = Il link vale fino al { $date }. È solo per te; non inoltrarlo.
mail-resubmit-subject = { $tenant }: serve ancora un passo
mail-resubmit-again = Grazie per quanto hai inviato. Uno o più passaggi vanno ripetuti.
mail-resubmit-reason = Motivo: { $reason }
mail-resubmit-button = Continua la verifica
mail-approved-subject = { $tenant }: la tua verifica è completa
mail-approved-text = La tua verifica è stata approvata. Non c’è altro da fare.
mail-rejected-subject = { $tenant }: il risultato della tua verifica
mail-rejected-text = La tua verifica non è stata approvata.
mail-request-subject = { $tenant } chiede un documento: { $title }
mail-request-text = { $tenant } ti chiede: { $title }.
mail-request-button = Apri la tua pagina
mail-refused-subject = { $tenant }: un documento non è stato accettato
mail-refused-text = Un documento che hai inviato non è stato accettato.
mail-inquiry-subject = { $tenant } ti chiede una conferma
mail-inquiry-text = { $tenant } aspetta la tua risposta.
mail-inquiry-button = Guarda e rispondi
mail-inquiry-warning = Rispondi solo se te lo aspetti. Altrimenti rifiuta e avvisa { $tenant }.
mail-rejected-contact = Per domande, contatta { $tenant } e indica questo riferimento: { $reference }.
mail-code-subject = { $code } è il tuo codice per { $tenant }
mail-code-text = Il tuo codice è { $code }.
mail-code-warning = Non condividere mai questo codice. Nessuno di { $tenant } te lo chiederà.
sms-code = { $code } è il tuo codice per { $tenant }. Non condividerlo.

## Details, answers and forms
consent-purpose = { $tenant } deve sapere chi sono i suoi clienti.
document-details = I tuoi dati, esattamente come sul documento
document-surname = Cognome
document-given_names = Nomi
document-birth_on = Data di nascita
document-number = Numero del documento
field-required = Compila questo campo.
field-too-long = Accorcia questo testo.
details-birth_on = Inserisci una data di nascita che esiste, per esempio 1990-02-28.
contact-email = Inserisci un indirizzo e-mail, per esempio nome@example.com.
contact-phone = Inserisci il numero completo con il prefisso del paese, per esempio +49 30 123456.
code-wait = Un codice è stato appena inviato. Aspetta un po’ prima di chiederne un altro.
questionnaire-other = Descrivi
questionnaire-kept = Già inviato: { $name }
questionnaire-remove = Rimuovi
error-form-title = Questa pagina è rimasta aperta troppo a lungo
error-form-text = Ricaricala. Niente di ciò che hai inviato è andato perso.
error-upload-title = Il file non è arrivato completo
error-upload-text = La connessione si è interrotta durante l’invio. Ciò che hai inviato prima è al sicuro. Torna indietro e invia di nuovo il file.
error-expired-anyone = I link funzionano per un tempo limitato. Chiedine uno nuovo a chi te l’ha inviato.
error-paused-anyone = In questo momento le verifiche non sono accettate qui. I tuoi progressi sono salvati. Riprova più tardi.
error-deletion-anyone = La cancellazione è prevista. Per continuare, chiedi prima a chi ha inviato il link di fermarla.
questionnaire-other-choice = Altro
questionnaire-none-choice = Nessuno di questi
